import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Updates its host every second, as long as the host reports remaining time. */
export class Countdown implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #leftMs: () => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, leftMs: () => number | undefined) {
    this.#host = host;
    this.#leftMs = leftMs;
    host.addController(this);
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const leftMs = this.#leftMs() ?? 0;
    // On the full second, so that the number shown is the remaining time.
    if (leftMs > 0)
      this.#timer = setTimeout(() => this.#host.requestUpdate(), leftMs % 1_000 || 1_000);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
