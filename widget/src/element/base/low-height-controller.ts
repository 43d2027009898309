import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Below this height in CSS pixels, a chat cannot show everything. */
const LOW = 260;

/** Detects whether its host is low, as on a phone in landscape with its keyboard open. */
export class LowController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | undefined;
  #isLow = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get isLow(): boolean {
    return this.#isLow;
  }

  hostConnected(): void {
    // From the host's window, which may differ from this script's.
    const { ResizeObserver: Observer } = this.#host.ownerDocument.defaultView ?? window;
    this.#observer = new Observer(() => {
      const { clientHeight } = this.#host;
      const isLow = clientHeight > 0 && clientHeight < LOW;
      if (isLow === this.#isLow) return;
      this.#isLow = isLow;
      // In a separate frame: resizing the host inside the callback would be an error on the page.
      requestAnimationFrame(() => this.#host.requestUpdate());
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
