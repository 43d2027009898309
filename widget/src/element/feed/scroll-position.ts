import { isAtEnd } from "./scroll-anchor.ts";
import type { LogRow } from "../../client/index.ts";
import {
  closeBelow,
  followWindow,
  growDown,
  growUp,
  isFilling,
  isOpenBelow,
  keepInside,
  NOTHING_SHOWN,
  windowAround,
  type RowWindow,
} from "./row-window.ts";

/** Within this distance from an end, in CSS pixels, the next page is added. */
const NEAR_END = 240;

/** The reading position: following the newest message, or a place further up. */
export class ScrollPosition {
  #window = NOTHING_SHOWN;
  #isFollowing = true;
  /** Whether something keeps the reader here, however near the end is. */
  #isHeld = false;
  /** The newest row when the reader stopped following. */
  #seenSeq = 0;
  #lastTop = 0;
  #isAtNewest = true;

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Whether the newest message at the time when the reader stopped following is visible. */
  get isAtNewest(): boolean {
    return this.#isAtNewest;
  }

  get window(): RowWindow {
    return this.#window;
  }

  /** Goes to the newest message and follows. */
  follow(): void {
    this.#isFollowing = true;
    this.#isHeld = false;
  }

  /** Stays here because somebody uses a row; returns whether that is a change. */
  hold(rows: readonly LogRow[]): boolean {
    this.#isHeld = true;
    const wasFollowing = this.#isFollowing;
    if (wasFollowing) this.#leave(rows);
    return wasFollowing;
  }

  /** Follows again, unless rows out of sight were added meanwhile; returns whether it does. */
  release(scroller: Element): boolean {
    if (!this.#isHeld) return false;
    this.#isHeld = false;
    this.#isFollowing = isOpenBelow(this.#window) && isAtEnd(scroller);
    return this.#isFollowing;
  }

  /** Goes to the place of a row. */
  goTo(rows: readonly LogRow[], seq: number): void {
    if (this.#isFollowing) this.#leave(rows);
    const { firstSeq, lastSeq } = this.#window;
    this.#isAtNewest = false;
    if (seq < firstSeq || seq > lastSeq) this.#window = windowAround(rows, seq);
  }

  /** Called before every rendering. */
  take(rows: readonly LogRow[]): void {
    this.#window = this.#isFollowing
      ? followWindow(rows, this.#window)
      : keepInside(rows, closeBelow(rows, this.#window));
  }

  /** Whether more rows are to be added above the newest ones, which came first. */
  isFilling(rows: readonly LogRow[]): boolean {
    return this.#isFollowing && isFilling(rows, this.#window);
  }

  /**
   * Records a scroll position set by the list, to tell it from a scroll of the reader; returns it.
   */
  onPut({ scrollTop }: Element): number {
    this.#isAtNewest = isOpenBelow(this.#window);
    return (this.#lastTop = scrollTop);
  }

  onScroll(scroller: Element, rows: readonly LogRow[]): void {
    // Only a reader scrolls up; a list that grew or shrank only appears to have left the end.
    const wentUp = scroller.scrollTop < this.#lastTop;
    this.#lastTop = scroller.scrollTop;
    this.#isAtNewest = isOpenBelow(this.#window) && isAtEnd(scroller);
    if (this.#isHeld) return;
    if (this.#isAtNewest) this.#isFollowing = true;
    else if (this.#isFollowing && wentUp) this.#leave(rows);
  }

  /** Adds rows near the reading position; returns whether the window has changed. */
  grow(scroller: Element, rows: readonly LogRow[]): boolean {
    if (this.#isFollowing) return false;
    const { firstSeq, lastSeq } = this.#window;
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (scroller.scrollTop < NEAR_END) this.#window = growUp(rows, this.#window);
    else if (below < NEAR_END && !isOpenBelow(this.#window))
      this.#window = growDown(rows, this.#window);
    return this.#window.firstSeq !== firstSeq || this.#window.lastSeq !== lastSeq;
  }

  /**
   * Whether rows before the first one are needed. Without a scroll bar nobody can scroll for them.
   */
  wantsOlder(scroller: Element, rows: readonly LogRow[]): boolean {
    if (this.#window.firstSeq > (rows[0]?.seq ?? 0)) return false;
    if (this.#isFollowing) return scroller.scrollHeight <= scroller.clientHeight;
    return scroller.scrollTop < NEAR_END;
  }

  /** Number of messages since the reader stopped following. */
  countNew(rows: readonly LogRow[]): number {
    return rows.filter(({ kind, seq }) => kind === "message" && seq > this.#seenSeq).length;
  }

  #leave(rows: readonly LogRow[]): void {
    this.#isFollowing = false;
    this.#seenSeq = rows.at(-1)?.seq ?? 0;
  }
}
