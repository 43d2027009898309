import type { ReactiveController, ReactiveControllerHost } from "lit";

/** An element of a list item. */
export interface RowElement extends HTMLElement {
  readonly key: string;
}

/**
 * Moves the focus among rows with arrow keys, so that a list is one tab stop.
 *
 * The host renders `tabindex` 0 for the active row, and `key` on every row.
 */
export class RowFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #activeKey: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The key of the list's tab stop. */
  get activeKey(): string | undefined {
    return this.#activeKey;
  }

  get rows(): readonly RowElement[] {
    return [...this.#host.querySelectorAll<RowElement>(".row")];
  }

  hostUpdated(): void {
    const key = this.#activeKey;
    if (key !== undefined && !this.rows.some((row) => row.key === key)) this.#activate(undefined);
  }

  onKeydown(event: KeyboardEvent): void {
    const row = rowOf(event.target, this.#host);
    if (event.key === "Escape") return this.#leave(event, row);
    if (event.target !== row && event.target !== event.currentTarget) return;
    if (row && (event.key === "Enter" || event.key === " ")) {
      const action = row.querySelector<HTMLElement>("button:not(.row-menu), a");
      if (action) event.preventDefault();
      return action?.focus();
    }
    const next = nextRow(event.key, this.rows, row);
    if (!next) return;
    event.preventDefault();
    void this.focus(next);
  }

  onFocusIn(event: FocusEvent): void {
    this.#activate(rowOf(event.target, this.#host)?.key);
  }

  async focus(row: RowElement | undefined): Promise<void> {
    if (!row) return;
    this.#activate(row.key);
    await this.#host.updateComplete;
    this.rows.find(({ key }) => key === row.key)?.focus();
  }

  /** From an action to its row, and from a row to the list. */
  #leave(event: KeyboardEvent, row: RowElement | undefined): void {
    if (!row) return;
    event.preventDefault();
    if (event.target === row) (event.currentTarget as HTMLElement).focus();
    else row.focus();
  }

  #activate(key: string | undefined): void {
    if (key === this.#activeKey) return;
    this.#activeKey = key;
    this.#host.requestUpdate();
  }
}

/** The row of a list that contains an element, possibly through a slot with the page's content. */
export function rowOf(target: EventTarget | null, list: Element): RowElement | undefined {
  let node = target as Element | null;
  while (node && !("key" in node && list.contains(node)))
    node = node.assignedSlot ?? node.parentElement;
  return (node as RowElement | null) ?? undefined;
}

/** From outside, every arrow key leads to the newest row. */
function nextRow(
  pressed: string,
  rows: readonly RowElement[],
  active: RowElement | undefined,
): RowElement | undefined {
  const index = active ? rows.indexOf(active) : -1;
  switch (pressed) {
    case "ArrowUp":
      return index < 0 ? rows.at(-1) : rows[Math.max(0, index - 1)];
    case "ArrowDown":
      return index < 0 ? rows.at(-1) : rows[Math.min(rows.length - 1, index + 1)];
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    default:
      return undefined;
  }
}
