import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { MessageRef } from "#protocol";

/** Interval between announcements while few messages arrive; the minimum. */
const MIN_MS = 3_000;
const MAX_MS = 30_000;
/** Additional interval for each message of the last one. */
const MS_PER_MESSAGE = 500;
/** Number of last announcements that are withdrawn when their messages are removed. */
const MAX_SAID = 4;

/** A message to announce. Urgent ones come first, and in full. */
export interface Announcement {
  readonly text: string;
  readonly isUrgent: boolean;
  readonly message: MessageRef;
}

/**
 * Lets a screen reader keep up: announces a single new message, and for several within a few
 * seconds only their number. In a busy chat it speaks less often.
 */
export class Announcer implements ReactiveController {
  readonly #sum: (count: number) => string;
  readonly #say: (text: string) => () => void;
  readonly #isGone: (message: MessageRef) => boolean;
  #waiting: Announcement[] = [];
  #said: { readonly message: MessageRef; readonly unsay: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** No announcement before this time. */
  #nextMs = 0;

  /** `say` returns a function that removes the text again; removed messages are not announced. */
  constructor(
    host: ReactiveControllerHost,
    sum: (count: number) => string,
    say: (text: string) => () => void,
    isGone: (message: MessageRef) => boolean,
  ) {
    this.#sum = sum;
    this.#say = say;
    this.#isGone = isGone;
    host.addController(this);
  }

  announce(announcements: readonly Announcement[]): void {
    if (announcements.length === 0) return;
    this.#waiting.push(...announcements);
    // Mentions do not wait for other messages.
    const isUrgent = announcements.some((one) => one.isUrgent);
    const leftMs = this.#nextMs - Date.now();
    if (isUrgent && leftMs > MIN_MS) this.hostDisconnected(this.#waiting);
    const afterMs = isUrgent ? MIN_MS : Math.max(MIN_MS, leftMs);
    this.#timer ??= setTimeout(() => this.#flush(), afterMs);
  }

  /** Called before every rendering: removed messages must not stay in the live region. */
  hostUpdate(): void {
    this.#said = this.#said.filter(({ message, unsay }) => {
      if (!this.#isGone(message)) return true;
      unsay();
      return false;
    });
  }

  hostDisconnected(waiting: Announcement[] = []): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = waiting;
  }

  #flush(): void {
    this.#timer = undefined;
    const waiting = this.#waiting.filter(({ message }) => !this.#isGone(message));
    this.#waiting = [];
    this.#nextMs = Date.now() + Math.min(MAX_MS, waiting.length * MS_PER_MESSAGE);
    const first = waiting.findLast(({ isUrgent }) => isUrgent) ?? waiting[0];
    if (!first) return;
    const others = waiting.length - 1;
    const sum = this.#sum(first.isUrgent ? others : waiting.length);
    const text = others === 0 ? first.text : first.isUrgent ? `${first.text} ${sum}` : sum;
    this.#said = [...this.#said, { message: first.message, unsay: this.#say(text) }];
    this.#said = this.#said.slice(-MAX_SAID);
  }
}
