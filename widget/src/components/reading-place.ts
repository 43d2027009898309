import { isAtEnd } from "../controllers/scroll-anchor.ts";
import type { LogRow } from "../store/index.ts";
import {
  closeBelow,
  followWindow,
  growDown,
  growUp,
  isOpenBelow,
  type RowWindow,
} from "./row-window.ts";

/** From this near to an end, in CSS pixels, the next page comes in. */
const NEAR_END = 240;

/** Where somebody reads: at the newest, following it, or at a place further up. */
export class ReadingPlace {
  #window = followWindow([]);
  #isFollowing = true;
  /** The newest row when the reader scrolled away from the end. */
  #seenSeq = 0;
  #lastTop = 0;

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  get window(): RowWindow {
    return this.#window;
  }

  /** Goes to the newest and stays there. */
  follow(): void {
    this.#isFollowing = true;
  }

  /** Called before every rendering. */
  take(rows: readonly LogRow[]): void {
    this.#window = this.#isFollowing ? followWindow(rows) : closeBelow(rows, this.#window);
  }

  onScroll(scroller: Element, rows: readonly LogRow[]): void {
    const wasFollowing = this.#isFollowing;
    // Only a reader scrolls up; a list that grew or shrank only seems to have left the end.
    const wentUp = scroller.scrollTop < this.#lastTop;
    this.#lastTop = scroller.scrollTop;
    const isAtNewest = isOpenBelow(this.#window) && isAtEnd(scroller);
    this.#isFollowing = isAtNewest || (wasFollowing && !wentUp);
    if (wasFollowing && !this.#isFollowing) this.#seenSeq = rows.at(-1)?.seq ?? 0;
  }

  /** Takes in rows near what is read; tells whether the window is another one now. */
  grow(scroller: Element, rows: readonly LogRow[]): boolean {
    if (this.#isFollowing) return false;
    const { firstSeq, lastSeq } = this.#window;
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (scroller.scrollTop < NEAR_END) this.#window = growUp(rows, this.#window);
    else if (below < NEAR_END && !isOpenBelow(this.#window))
      this.#window = growDown(rows, this.#window);
    return this.#window.firstSeq !== firstSeq || this.#window.lastSeq !== lastSeq;
  }

  /** Whether what lies before the first row is wanted. Without a scroll bar one cannot scroll for it. */
  wantsOlder(scroller: Element, rows: readonly LogRow[]): boolean {
    if (this.#isFollowing) return scroller.scrollHeight <= scroller.clientHeight;
    return scroller.scrollTop < NEAR_END && this.#window.firstSeq <= (rows[0]?.seq ?? 0);
  }

  /** How many messages came since the reader left the end. */
  countNew(rows: readonly LogRow[]): number {
    return rows.filter(({ kind, seq }) => kind === "message" && seq > this.#seenSeq).length;
  }
}
