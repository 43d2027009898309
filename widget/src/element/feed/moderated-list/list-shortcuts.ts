import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Keys by their position, for other keyboard layouts. */
const CODES: Readonly<Record<string, string>> = {
  KeyD: "d",
  KeyT: "t",
  KeyB: "b",
  KeyM: "m",
  KeyZ: "z",
};

/**
 * Reports single keys pressed while the list or a message in it has the focus.
 *
 * Its host is in the same root as the list.
 */
export class ListShortcuts implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onKey: (key: string, rowKey: string | undefined) => void;
  #root: Node | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onKey: (key: string, rowKey: string | undefined) => void,
  ) {
    this.#host = host;
    this.#onKey = onKey;
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
    const { target, key, code, ctrlKey, metaKey, altKey, isComposing, repeat } =
      event as KeyboardEvent;
    const row = target as HTMLElement & { key?: string };
    // A key that is held down counts once, on buttons as well.
    if (repeat && key === "Enter" && row.tagName === "BUTTON") event.preventDefault();
    if (ctrlKey || metaKey || altKey || isComposing || repeat) return;
    if (!row.matches(".row, .scroller")) return;
    this.#onKey(CODES[code] ?? key, row.key);
  };
}
