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

/** From this near to an end, in CSS pixels, the next page comes in. */
const NEAR_END = 240;

/** Where somebody reads: at the newest, following it, or at a place further up. */
export class ScrollPosition {
  #window = NOTHING_SHOWN;
  #isFollowing = true;
  /** Something keeps the reader here, however near the end is. */
  #isHeld = false;
  /** The newest row when the reader ceased to follow. */
  #seenSeq = 0;
  #lastTop = 0;
  #isAtNewest = true;

  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Whether the newest message of those that were there when the reader ceased to follow is in sight. */
  get isAtNewest(): boolean {
    return this.#isAtNewest;
  }

  get window(): RowWindow {
    return this.#window;
  }

  /** Goes to the newest and stays there. */
  follow(): void {
    this.#isFollowing = true;
    this.#isHeld = false;
  }

  /** Stays here, because something is being done with what stands here; tells whether that is new. */
  hold(rows: readonly LogRow[]): boolean {
    this.#isHeld = true;
    const wasFollowing = this.#isFollowing;
    if (wasFollowing) this.#leave(rows);
    return wasFollowing;
  }

  /** Follows again, if nothing has come meanwhile that lies out of sight; tells whether it does. */
  release(scroller: Element): boolean {
    if (!this.#isHeld) return false;
    this.#isHeld = false;
    this.#isFollowing = isOpenBelow(this.#window) && isAtEnd(scroller);
    return this.#isFollowing;
  }

  /** Goes where a row stands. */
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

  /** Whether there is more to put in above the newest rows, which came first. */
  isFilling(rows: readonly LogRow[]): boolean {
    return this.#isFollowing && isFilling(rows, this.#window);
  }

  /** Takes note of where the list was put, which is no scroll of the reader's; gives it. */
  onPut({ scrollTop }: Element): number {
    this.#isAtNewest = isOpenBelow(this.#window);
    return (this.#lastTop = scrollTop);
  }

  onScroll(scroller: Element, rows: readonly LogRow[]): void {
    // Only a reader scrolls up; a list that grew or shrank only seems to have left the end.
    const wentUp = scroller.scrollTop < this.#lastTop;
    this.#lastTop = scroller.scrollTop;
    this.#isAtNewest = isOpenBelow(this.#window) && isAtEnd(scroller);
    if (this.#isHeld) return;
    if (this.#isAtNewest) this.#isFollowing = true;
    else if (this.#isFollowing && wentUp) this.#leave(rows);
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
    if (this.#window.firstSeq > (rows[0]?.seq ?? 0)) return false;
    if (this.#isFollowing) return scroller.scrollHeight <= scroller.clientHeight;
    return scroller.scrollTop < NEAR_END;
  }

  /** How many messages came since the reader ceased to follow. */
  countNew(rows: readonly LogRow[]): number {
    return rows.filter(({ kind, seq }) => kind === "message" && seq > this.#seenSeq).length;
  }

  #leave(rows: readonly LogRow[]): void {
    this.#isFollowing = false;
    this.#seenSeq = rows.at(-1)?.seq ?? 0;
  }
}
