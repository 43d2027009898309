/** Within this distance from the end, in CSS pixels, the reader follows the newest message. */
const END_SLACK = 32;

export function isAtEnd(scroller: Element): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= END_SLACK;
}

/**
 * Keeps the rows at the top of a scroller in place, whatever changes around them.
 *
 * Browsers' own scroll anchoring is disabled in the list: not all of them support it.
 */
export class ScrollAnchor {
  #row: Element | undefined;
  #top = 0;

  /** Remembers the first visible row of a list. */
  remember(scroller: HTMLElement, rows: readonly Element[]): void {
    const { top } = scroller.getBoundingClientRect();
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle]!.getBoundingClientRect().bottom <= top) low = middle + 1;
      else high = middle;
    }
    this.#row = rows[low];
    this.#top = this.#row ? topWithin(scroller, this.#row) : 0;
  }

  /** Scrolls down until a row is visible to its end, or fills the view; it stays there. */
  reveal(scroller: HTMLElement, row: HTMLElement): void {
    this.remember(scroller, [row]);
    this.#top = Math.min(this.#top, Math.max(0, scroller.clientHeight - row.offsetHeight));
    this.restore(scroller);
  }

  /** Scrolls it back to its place. */
  restore(scroller: HTMLElement): void {
    if (!this.#row?.isConnected) return;
    const moved = topWithin(scroller, this.#row) - this.#top;
    // Smaller differences are rounding errors of browsers.
    if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved;
  }
}

/** In the scroller's own pixels, because the page may scale it. */
function topWithin(scroller: HTMLElement, row: Element): number {
  const { top, height } = scroller.getBoundingClientRect();
  const scale = height / scroller.offsetHeight || 1;
  return (row.getBoundingClientRect().top - top) / scale;
}
