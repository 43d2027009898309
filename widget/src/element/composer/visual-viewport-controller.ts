import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Keeps its host visible while it has the focus and a touch keyboard appears, grows and disappears.
 */
export class VisualViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #viewport: VisualViewport | null | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener("focusin", () => {
      this.hostDisconnected();
      this.#viewport = host.ownerDocument.defaultView?.visualViewport;
      this.#viewport?.addEventListener("resize", this.#look);
    });
    host.addEventListener("focusout", () => this.hostDisconnected());
  }

  hostDisconnected(): void {
    this.#viewport?.removeEventListener("resize", this.#look);
  }

  readonly #look = (): void => this.#host.scrollIntoView({ block: "nearest" });
}
