import type { ReactiveController, ReactiveControllerHost } from "lit";

const INTERVAL_MS = 3_000;

/**
 * Lets a screen reader keep up: reads out one new message, and of several
 * within three seconds only how many there are.
 */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #sum: (count: number) => string;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  text = "";

  constructor(host: ReactiveControllerHost, sum: (count: number) => string) {
    this.#host = host;
    this.#sum = sum;
    host.addController(this);
  }

  announce(texts: readonly string[]): void {
    this.#waiting.push(...texts);
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #flush(): void {
    this.#timer = undefined;
    const [first, ...others] = this.#waiting;
    this.#waiting = [];
    this.text = others.length > 0 ? this.#sum(others.length + 1) : (first ?? "");
    this.#host.requestUpdate();
  }
}
