import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import { nextFrame } from "./next-frame.ts";

/** Follows a chat: reports every change at once, and updates its host at most once per frame. */
export class SnapshotController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChange: (before: ChatSnapshot, now: ChatSnapshot) => void;
  #chat: Chat | undefined;
  #latest: ChatSnapshot | undefined;
  #snapshot: ChatSnapshot | undefined;
  #unsubscribe: (() => void) | undefined;
  #cancelFrame: (() => void) | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onChange: (before: ChatSnapshot, now: ChatSnapshot) => void,
  ) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /** The snapshot to show: the newest as of the last frame. */
  get snapshot(): ChatSnapshot | undefined {
    return this.#snapshot;
  }

  /** Follows this chat from now on; undefined stops. */
  follow(chat: Chat | undefined): void {
    if (chat === this.#chat) return;
    this.hostDisconnected();
    this.#chat = chat;
    this.#snapshot = this.#latest = chat?.getSnapshot();
    this.#unsubscribe = chat?.subscribe(() => this.#onNews());
    this.#host.requestUpdate();
  }

  /** The snapshot is kept, in case the element is only moved. */
  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    this.#chat = undefined;
  }

  #onNews(): void {
    const before = this.#latest;
    this.#latest = this.#chat?.getSnapshot();
    this.#cancelFrame ??= nextFrame(this.#host, () => this.#take());
    if (before && this.#latest) this.#onChange(before, this.#latest);
  }

  #take(): void {
    this.#cancelFrame = undefined;
    this.#snapshot = this.#latest;
    this.#host.requestUpdate();
  }
}
