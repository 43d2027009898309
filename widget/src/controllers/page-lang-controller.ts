import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Updates its host when the page's language is switched. */
export class PageLangController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #observer: MutationObserver | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    this.#observer.observe(document.documentElement, { attributeFilter: ["lang"] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }
}
