import type { ReactiveControllerHost } from "lit";

/**
 * Moves the focus among rows by arrow keys, so that a list is one tab stop.
 *
 * The host gives the rows their keys, and `tabindex` 0 to the active one.
 */
export class RowFocus {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #activeKey: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
  }

  get activeKey(): string | undefined {
    return this.#activeKey;
  }

  onKeydown(event: KeyboardEvent, keys: readonly string[]): void {
    const next = nextKey(event.key, keys, this.#activeKey);
    if (next === undefined || (event.target as Element).closest("button, a")) return;
    event.preventDefault();
    void this.#focus(next);
  }

  onFocusIn(event: FocusEvent, keys: readonly string[]): void {
    const row = (event.target as Element).closest(".row");
    const rows = [...this.#host.querySelectorAll(".row")];
    this.#activate(row ? keys[rows.indexOf(row)] : undefined);
  }

  async #focus(key: string): Promise<void> {
    this.#activate(key);
    await this.#host.updateComplete;
    this.#host.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus();
  }

  #activate(key: string | undefined): void {
    if (key === this.#activeKey) return;
    this.#activeKey = key;
    this.#host.requestUpdate();
  }
}

/** Coming from outside, every arrow leads to the newest row. */
function nextKey(
  pressed: string,
  keys: readonly string[],
  active: string | undefined,
): string | undefined {
  const index = active === undefined ? -1 : keys.indexOf(active);
  switch (pressed) {
    case "ArrowUp":
      return index < 0 ? keys.at(-1) : keys[Math.max(0, index - 1)];
    case "ArrowDown":
      return index < 0 ? keys.at(-1) : keys[Math.min(keys.length - 1, index + 1)];
    case "Home":
      return keys[0];
    case "End":
      return keys.at(-1);
    default:
      return undefined;
  }
}
