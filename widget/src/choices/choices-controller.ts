import type { ReactiveController, ReactiveControllerHost } from "lit";
import { choiceShelf, type ChoiceShelf } from "./choice-shelf.ts";
import type { ViewerChoices } from "./viewer-choices.ts";

/** Has the viewer's choices at hand, and updates its host when they change. */
export class ChoicesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get shelf(): ChoiceShelf {
    return choiceShelf();
  }

  get choices(): ViewerChoices {
    return this.shelf.choices;
  }

  hostConnected(): void {
    this.#unsubscribe = this.shelf.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }
}
