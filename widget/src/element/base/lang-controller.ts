import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Updates its host when its language, or the page's, changes. */
export class LangController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #observer: MutationObserver | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    for (const element of [this.#host, document.documentElement])
      this.#observer.observe(element, { attributeFilter: ["lang"] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
