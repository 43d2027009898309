import type { ReactiveController, ReactiveControllerHost } from "lit";

const INTERVAL_MS = 3_000;

/** Something to read out. What is urgent comes before everything else, and in full. */
export interface Announcement {
  readonly text: string;
  readonly isUrgent: boolean;
}

/**
 * Lets a screen reader keep up: reads out one new message, and of several
 * within three seconds only how many there are.
 */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sum: (count: number) => string;
  #waiting: Announcement[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  text = "";
  /** Grows with every text, also where it is the same again. */
  turn = 0;

  constructor(host: ReactiveControllerHost, sum: (count: number) => string) {
    this.#host = host;
    this.#sum = sum;
    host.addController(this);
  }

  announce(announcements: readonly Announcement[]): void {
    this.#waiting.push(...announcements);
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    const urgent = waiting.findLast(({ isUrgent }) => isUrgent);
    const others = waiting.length - (urgent ? 1 : 0);
    const rest = others > 1 || (urgent && others > 0) ? this.#sum(others) : waiting[0]!.text;
    this.text = urgent ? `${urgent.text} ${others > 0 ? rest : ""}` : rest;
    this.turn += 1;
    this.#host.requestUpdate();
  }
}
