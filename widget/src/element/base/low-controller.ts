import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Lower than this, in CSS pixels, a chat has no room for all that it shows. */
const LOW = 260;

/** Knows whether its host is low, as on a phone that lies on its side with its keyboard open. */
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
    // Of the window that the host stands in, which may be another one than this script's.
    const { ResizeObserver: Observer } = this.#host.ownerDocument.defaultView ?? window;
    this.#observer = new Observer(() => {
      const { clientHeight } = this.#host;
      const isLow = clientHeight > 0 && clientHeight < LOW;
      if (isLow === this.#isLow) return;
      this.#isLow = isLow;
      // In a frame of its own: a host that grew while sizes are told of would be an error to the page.
      requestAnimationFrame(() => this.#host.requestUpdate());
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
