/** How much of a tab is to be in sight, so that it counts as shown. */
const SHOWN = 0.95;

/**
 * Marks a row of tabs that is wider than the page with `data-before` and `data-after`, wherever
 * there are more of them, and keeps the chosen tab in sight. The arrow keys scroll by themselves.
 */
export class ScrollHint {
  #row: HTMLElement | undefined;
  #ends: readonly [first: Element, last: Element] | undefined;
  #chosen: Element | undefined;
  #observer: IntersectionObserver | undefined;

  /** Is told the row after each rendering; null where there is none. */
  watch(row: HTMLElement | null): void {
    const tabs = row ? [...row.querySelectorAll("[role=tab]")] : [];
    const [first, last] = [tabs[0], tabs.at(-1)];
    if (!row || !first || !last) return this.#stop();
    if (row !== this.#row || first !== this.#ends?.[0] || last !== this.#ends[1])
      this.#observe(row, [first, last]);
    const chosen = tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
    if (chosen !== this.#chosen) chosen?.scrollIntoView({ inline: "center", block: "nearest" });
    this.#chosen = chosen;
  }

  /** Scrolls by most of the width of the row, backwards with -1. */
  scroll(direction: 1 | -1): void {
    const list = this.#row?.querySelector("[role=tablist]");
    list?.scrollBy({ left: direction * list.clientWidth * 0.6 });
  }

  #observe(row: HTMLElement, [first, last]: readonly [Element, Element]): void {
    this.#stop();
    this.#row = row;
    this.#ends = [first, last];
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries)
          row.toggleAttribute(
            target === first ? "data-before" : "data-after",
            intersectionRatio < SHOWN,
          );
      },
      { root: row.querySelector("[role=tablist]"), threshold: SHOWN },
    );
    this.#observer.observe(first);
    this.#observer.observe(last);
  }

  #stop(): void {
    this.#observer?.disconnect();
    this.#row = this.#ends = this.#chosen = this.#observer = undefined;
  }
}
