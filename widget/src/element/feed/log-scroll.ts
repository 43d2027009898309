import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ScrollAnchor } from "./scroll-anchor.ts";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import { ScrollPosition } from "./scroll-position.ts";
import { MAX_ROWS } from "./row-window.ts";

/** With more rows in memory than this, those outside the DOM are dropped. */
const TRIM_FROM_ROWS = 2 * MAX_ROWS;
/** Maximum number of rows kept below a reader who has scrolled up. */
const MAX_KEPT_ROWS = 5_000;
/** Maximum number of pages loaded until the next scroll: a page may contain no visible rows. */
const MAX_PAGES = 5;

export interface LogScrollHost extends ReactiveControllerHost {
  readonly chat: Chat | undefined;
  /** The rows of the list, as of the last rendering. */
  readonly shown: ChatSnapshot;
  readonly scroller: HTMLElement | null;
  readonly list: HTMLElement | null;
}

/**
 * Scrolls the list: with the newest message while following it; otherwise the visible rows stay in
 * place, whatever changes around them.
 */
export class LogScroll implements ReactiveController {
  readonly place: ScrollPosition = new ScrollPosition();
  readonly #host: LogScrollHost;
  readonly #anchor = new ScrollAnchor();
  #resizes: ResizeObserver | undefined;
  /** The oldest row at the last request for older ones; not repeated until the reader scrolls. */
  #askedAboveSeq: number | undefined;
  #pagesLeft = MAX_PAGES;
  /** Scroll position at the last scroll event. */
  #seenTop: number | undefined;
  /** Set while the list has no box, or was not restored: its scroll position means nothing. */
  #isAway = true;
  #isReleased = false;
  /** Height of the list, by number of rows. */
  #height = 0;
  #count = Infinity;
  /** Set if the page lets the list grow with its rows, so that more rows would never fill it. */
  #growsWithRows = false;

  constructor(host: LogScrollHost) {
    this.#host = host;
    host.addController(this);
  }

  /** After a move within the page, a list is scrolled to its top until it is restored. */
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
      // From its own window, which may differ from this script's.
      const { ResizeObserver: Observer } = scroller.ownerDocument.defaultView ?? window;
      this.#resizes = new Observer(() => this.#onResize());
      for (const element of [scroller, list]) this.#resizes.observe(element);
    }
    this.#keep();
    this.#takeInMore(scroller);
    const count = shown.rows.length;
    const kept = count > MAX_KEPT_ROWS ? MAX_KEPT_ROWS - TRIM_FROM_ROWS : MAX_KEPT_ROWS;
    // A reader says so, too: another chat of this stream may drop rows, but not those.
    if (count > TRIM_FROM_ROWS) chat?.trim(this.place.isFollowing ? MAX_ROWS : kept);
  }

  /**
   * Handles a scroll without an event so far. Called before every rendering; otherwise following
   * the newest message would undo the reader's scroll.
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

  /** Remembers the visible rows as the reading position. */
  remember(): void {
    const { scroller, list } = this.#host;
    if (hasBox(scroller) && list && !this.place.isFollowing)
      this.#anchor.remember(scroller, [...list.children]);
  }

  /** Stops following until somebody scrolls to the end. */
  stay(): void {
    const { rows } = this.#host.shown;
    this.place.goTo(rows, rows.at(-1)?.seq ?? 0);
    this.remember();
  }

  /** Keeps the list still while the reader uses a row. */
  onBusy(isBusy: boolean): void {
    const { scroller, shown } = this.#host;
    // The position is unknown until the list is visible again.
    this.#isReleased = !isBusy && !hasBox(scroller);
    if (!scroller || this.#isReleased) return;
    const isChanged = isBusy ? this.place.hold(shown.rows) : this.place.release(scroller);
    if (isBusy && isChanged) this.remember();
    if (isChanged) this.#host.requestUpdate();
  }

  /** Scrolls down to the actions below a tapped row. */
  reveal(row: HTMLElement): void {
    const { scroller } = this.#host;
    if (hasBox(scroller)) this.#anchor.reveal(scroller, row);
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
    // Beyond the end, because asking for the exact end would force another layout.
    if (this.place.isFollowing) {
      scroller.scrollTop = 1e7;
      this.#seenTop = this.place.onPut(scroller);
    } else {
      this.#anchor.restore(scroller);
      // The row in use stays in place, whatever is removed above it.
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

  /** Whether more rows are of no use: the view is full, or the list grows with them. */
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
