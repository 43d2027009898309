import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Closes its host on Escape, wherever in the chat the focus is, but nothing of the page around it.
 */
export class EscapeKey implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #isOpen: () => boolean;
  readonly #close: () => void;
  #root: Node | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    isOpen: () => boolean,
    close: () => void,
  ) {
    this.#host = host;
    this.#isOpen = isOpen;
    this.#close = close;
    host.addController(this);
  }

  hostConnected(): void {
    this.#root = this.#host.getRootNode();
    this.#root.addEventListener("keydown", this.#onKeydown);
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener("keydown", this.#onKeydown);
  }

  readonly #onKeydown = (event: Event): void => {
    const { key, isComposing, target } = event as KeyboardEvent;
    // The focused element handles Escape first; a search field is cleared.
    const isSearching =
      (target as HTMLInputElement).type === "search" && (target as HTMLInputElement).value;
    if (key !== "Escape" || isComposing || isSearching || event.defaultPrevented || !this.#isOpen())
      return;
    event.preventDefault();
    this.#close();
  };
}
