import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keeps its host in sight while one writes in it and a touch keyboard comes, grows and goes. */
export class VisualViewportController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener("focusin", () =>
      window.visualViewport?.addEventListener("resize", this.#look),
    );
    host.addEventListener("focusout", () => this.hostDisconnected());
  }

  hostDisconnected(): void {
    window.visualViewport?.removeEventListener("resize", this.#look);
  }

  readonly #look = (): void => this.#host.scrollIntoView({ block: "nearest" });
}
