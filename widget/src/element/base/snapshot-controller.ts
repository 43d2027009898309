import type { ReactiveController, ReactiveControllerHost } from "lit";
import { EMPTY_SNAPSHOT } from "../../client/empty-snapshot.ts";
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

  /**
   * Follows this chat from now on; undefined stops. That it is live already is a change: another
   * view of the stream connected it. What failed in it before is none.
   */
  follow(chat: Chat | undefined): void {
    if (chat === this.#chat) return;
    this.hostDisconnected();
    this.#chat = chat;
    this.hostConnected();
    const now = this.#latest;
    if (now?.connection.status === "live")
      this.#onChange({ ...EMPTY_SNAPSHOT, pending: now.pending }, now);
  }

  /** Goes on after the element was moved. */
  hostConnected(): void {
    const chat = this.#chat;
    this.#latest = chat?.getSnapshot();
    this.#unsubscribe = chat?.subscribe(() => this.#onNews(chat));
    this.#take();
  }

  /** The snapshot is kept, in case the element is only moved. */
  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#cancelFrame?.();
  }

  #onNews(chat: Chat): void {
    const before = this.#latest!;
    const now = (this.#latest = chat.getSnapshot());
    this.#cancelFrame ??= nextFrame(this.#host, () => this.#take());
    this.#onChange(before, now);
  }

  #take(): void {
    this.#cancelFrame = undefined;
    this.#snapshot = this.#latest;
    this.#host.requestUpdate();
  }
}
