import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ScrollAnchor } from "./scroll-anchor.ts";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import { ScrollPosition } from "./scroll-position.ts";
import { MAX_ROWS } from "./row-window.ts";

/** With more rows in memory than this, those that are not in the DOM are let go. */
const TRIM_FROM_ROWS = 2 * MAX_ROWS;
/** While somebody reads further up, rows below are kept for them; so many at most. */
const MAX_KEPT_ROWS = 5_000;
/** Pages that are asked for until somebody scrolls again: a page may have nothing in it to show. */
const MAX_PAGES = 5;

export interface LogScrollHost extends ReactiveControllerHost {
  readonly chat: Chat | undefined;
  /** What is in the list, as of the last rendering. */
  readonly shown: ChatSnapshot;
  readonly scroller: HTMLElement | null;
  readonly list: HTMLElement | null;
}

/**
 * Moves the list: with the newest message while that is followed; else not at
 * all, whatever comes, goes or grows around what is read.
 */
export class LogScroll implements ReactiveController {
  readonly place: ScrollPosition = new ScrollPosition();
  readonly #host: LogScrollHost;
  readonly #anchor = new ScrollAnchor();
  #resizes: ResizeObserver | undefined;
  /** The oldest row when older ones were asked for: not twice, unless the reader scrolls again. */
  #askedAboveSeq: number | undefined;
  #pagesLeft = MAX_PAGES;
  /** Where the list stood when a scroll was last told of. */
  #seenTop: number | undefined;
  /** It has no box, or has not been put back since: where it is scrolled to means nothing. */
  #isAway = true;
  #isReleased = false;
  /** How high the list was with how many rows. */
  #height = 0;
  #count = Infinity;
  /** The page lets the list grow with its rows, so that more of them would never fill it. */
  #growsWithRows = false;

  constructor(host: LogScrollHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Moved within the page, a list stands at its top until it is put back. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#resizes?.disconnect();
    this.#resizes = undefined;
    this.#leave();
  }

  hostUpdated(): void {
    const { chat, shown, scroller, list } = this.#host;
    if (!scroller || !list) return;
    if (!this.#resizes) {
      // The window's own: it may be another one than this script's.
      const { ResizeObserver: Observer } = scroller.ownerDocument.defaultView ?? window;
      this.#resizes = new Observer(() => this.#onResize());
      for (const element of [scroller, list]) this.#resizes.observe(element);
    }
    this.#keep();
    this.#takeInMore(scroller);
    const count = shown.rows.length;
    if (this.place.isFollowing ? count > TRIM_FROM_ROWS : count > MAX_KEPT_ROWS)
      chat?.trim(this.place.isFollowing ? MAX_ROWS : MAX_KEPT_ROWS - TRIM_FROM_ROWS);
  }

  /**
   * Takes note of a scroll that no event has told of yet. Called before every
   * rendering: what follows the newest would undo what the reader just did.
   */
  catchUp(): void {
    const { scroller } = this.#host;
    if (this.#seenTop !== undefined && scroller?.scrollTop !== this.#seenTop) this.onScroll();
  }

  onScroll(): void {
    const { scroller, shown } = this.#host;
    if (this.#isAway || !hasBox(scroller)) return this.#keep();
    this.#seenTop = scroller.scrollTop;
    this.#pagesLeft = MAX_PAGES;
    const wasFollowing = this.place.isFollowing;
    this.place.onScroll(scroller, shown.rows);
    this.remember();
    this.#askedAboveSeq = undefined;
    this.#takeInMore(scroller);
    if (wasFollowing !== this.place.isFollowing) this.#host.requestUpdate();
  }

  /** What stands here now is what is read. */
  remember(): void {
    const { scroller, list } = this.#host;
    if (hasBox(scroller) && list && !this.place.isFollowing)
      this.#anchor.remember(scroller, [...list.children]);
  }

  /** Follows no longer, until somebody goes to the end. */
  stay(): void {
    const { rows } = this.#host.shown;
    this.place.goTo(rows, rows.at(-1)?.seq ?? 0);
    this.remember();
  }

  /** Stands still while the reader is busy with a row. */
  onBusy(isBusy: boolean): void {
    const { scroller, shown } = this.#host;
    // Where it stands is not known before it is seen again.
    this.#isReleased = !isBusy && !hasBox(scroller);
    if (!scroller || this.#isReleased) return;
    const isChanged = isBusy ? this.place.hold(shown.rows) : this.place.release(scroller);
    if (isBusy && isChanged) this.remember();
    if (isChanged) this.#host.requestUpdate();
  }

  #onResize(): void {
    const wasAway = this.#isAway;
    this.#keep();
    if (wasAway && !this.#isAway) this.#host.requestUpdate();
  }

  #leave(): void {
    this.#isAway = true;
    this.#seenTop = undefined;
    this.#count = Infinity;
  }

  #keep(): void {
    const { scroller } = this.#host;
    if (!hasBox(scroller)) return this.#leave();
    // Further than it goes: asking how far that is would lay the list out once more.
    if (this.place.isFollowing) {
      scroller.scrollTop = 1e7;
      this.#seenTop = this.place.onPut(scroller);
    } else {
      this.#anchor.restore(scroller);
      // What somebody is busy with stands still, whatever goes above it.
      const open = scroller.querySelector(".open")?.parentElement;
      if (open) this.#anchor.remember(scroller, [open]);
    }
    this.#isAway = false;
    if (this.#isReleased) this.onBusy(false);
  }

  #takeInMore(scroller: HTMLElement): void {
    const { chat, shown } = this.#host;
    const { rows, hasOlder, connection } = shown;
    if (this.#isAway || this.#isFull(scroller, rows.length)) return;
    if (this.place.grow(scroller, rows)) this.#host.requestUpdate();
    const oldestSeq = rows[0]?.seq ?? 0;
    if (!hasOlder || connection.status !== "live" || this.#askedAboveSeq === oldestSeq) return;
    if (this.#pagesLeft === 0 || !this.place.wantsOlder(scroller, rows)) return;
    this.#askedAboveSeq = oldestSeq;
    this.#pagesLeft -= 1;
    void chat?.loadOlder();
  }

  /** Whether all rows are in sight, and more are no use: there are enough, or the list grows with them. */
  #isFull({ clientHeight, scrollHeight }: HTMLElement, count: number): boolean {
    if (count > this.#count) this.#growsWithRows = clientHeight > this.#height;
    this.#height = clientHeight;
    this.#count = count;
    return scrollHeight <= clientHeight && (count >= MAX_ROWS || this.#growsWithRows);
  }
}

function hasBox(scroller: HTMLElement | null): scroller is HTMLElement {
  return scroller?.offsetParent != null;
}
