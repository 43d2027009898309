import { render } from "lit";

/** One row: its element, and the inputs it was rendered from. */
interface Slot {
  readonly element: HTMLElement;
  inputs: readonly unknown[];
}

export interface RowSource<Item> {
  /** All inputs of a row. A row with unchanged inputs is not rendered again. */
  inputs(item: Item): readonly unknown[];
  render(item: Item): unknown;
}

/**
 * Renders a list of items, each into its own element, which stays as long as there is an item with
 * its key.
 *
 * Lit's `repeat` leaves a comment node for every removed row, which would add up during a chat.
 */
export class KeyedRows<Item extends { readonly key: string }> {
  readonly #slots = new Map<string, Slot>();

  /** Returns the new elements. */
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
