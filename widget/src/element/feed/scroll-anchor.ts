/** Nearer to the end than this, in CSS pixels, counts as reading the newest. */
const END_SLACK = 32;

export function isAtEnd(scroller: Element): boolean {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= END_SLACK;
}

/**
 * Keeps what stands at the top of a scroller where it is, whatever grows,
 * comes or goes around it.
 *
 * Browsers' own scroll anchoring is off in the list: not all of them have it.
 */
export class ScrollAnchor {
  #row: Element | undefined;
  #top = 0;

  /** Remembers the first row in sight, of those that stand one below the other. */
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

  /** Puts it back where it was. */
  restore(scroller: HTMLElement): void {
    if (!this.#row?.isConnected) return;
    const moved = topWithin(scroller, this.#row) - this.#top;
    // Less than what browsers round away.
    if (Math.abs(moved) >= 0.5) scroller.scrollTop += moved;
  }
}

/** In the scroller's own pixels: the page may show it scaled, and be about to change that. */
function topWithin(scroller: HTMLElement, row: Element): number {
  const { top, height } = scroller.getBoundingClientRect();
  const scale = height / scroller.offsetHeight || 1;
  return (row.getBoundingClientRect().top - top) / scale;
}
