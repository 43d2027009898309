import { render } from "lit";

/** One row: the element that holds it, and what it was rendered from. */
interface Slot {
  readonly element: HTMLElement;
  inputs: readonly unknown[];
}

export interface RowSource<Item> {
  /** All that a row is rendered from. A row whose inputs are the same is left alone. */
  inputs(item: Item): readonly unknown[];
  render(item: Item): unknown;
}

/**
 * Renders items one below the other, each into an element of its own, which
 * stays as long as there is an item with its key.
 *
 * Lit's `repeat` leaves a comment behind for every row that goes, and in a chat
 * rows go for as long as it lasts.
 */
export class KeyedRows<Item extends { readonly key: string }> {
  readonly #slots = new Map<string, Slot>();

  /** Gives the elements that are new. */
  update(list: Element, items: readonly Item[], source: RowSource<Item>): readonly HTMLElement[] {
    const keys = new Set(items.map(({ key }) => key));
    for (const [key, { element }] of this.#slots)
      if (!keys.has(key)) {
        element.remove();
        this.#slots.delete(key);
      }
    let next = list.firstElementChild;
    const added: HTMLElement[] = [];
    for (const item of items) {
      const slot = this.#slots.get(item.key) ?? this.#add(item.key);
      if (slot.element === next) next = next.nextElementSibling;
      else list.insertBefore(slot.element, next);
      const inputs = source.inputs(item);
      if (isSame(inputs, slot.inputs)) continue;
      if (slot.inputs.length === 0) added.push(slot.element);
      slot.inputs = inputs;
      render(source.render(item), slot.element);
    }
    return added;
  }

  #add(key: string): Slot {
    const slot = { element: document.createElement("div"), inputs: [] };
    this.#slots.set(key, slot);
    return slot;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
