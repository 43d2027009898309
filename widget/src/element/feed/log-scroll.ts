import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ScrollAnchor } from "./scroll-anchor.ts";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import { ScrollPosition } from "./scroll-position.ts";
import { MAX_ROWS } from "./row-window.ts";

/** With more rows in memory than this, those that are not in the DOM are let go. */
const TRIM_FROM_ROWS = 2 * MAX_ROWS;
/** While somebody reads further up, rows below are kept for them; so many at most. */
const MAX_KEPT_ROWS = 5_000;

export interface LogScrollHost extends ReactiveControllerHost {
  readonly chat: Chat | undefined;
  readonly snapshot: ChatSnapshot;
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
  readonly #resizes = new ResizeObserver(() => this.#keep());
  #observed: Element | undefined;
  /** The oldest row when older ones were asked for: not twice, unless the reader scrolls again. */
  #askedAboveSeq: number | undefined;
  /** Where the list stood when a scroll was last told of; unknown while it is elsewhere in the page. */
  #seenTop: number | undefined;

  constructor(host: LogScrollHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#observed = undefined;
    this.#seenTop = undefined;
  }

  hostUpdated(): void {
    const { chat, snapshot, scroller, list } = this.#host;
    if (!scroller || !list) return;
    if (this.#observed !== scroller) {
      this.#observed = scroller;
      for (const element of [scroller, list]) this.#resizes.observe(element);
    }
    this.#keep();
    this.#takeInMore(scroller);
    const count = snapshot.rows.length;
    if (this.place.isFollowing ? count > TRIM_FROM_ROWS : count > MAX_KEPT_ROWS)
      chat?.trim(this.place.isFollowing ? MAX_ROWS : MAX_KEPT_ROWS - TRIM_FROM_ROWS);
  }

  /**
   * Takes note of a scroll that no event has told of yet. Called before every
   * rendering: what follows the newest would undo what the reader just did.
   */
  catchUp(): void {
    const { scroller } = this.#host;
    if (scroller && this.#seenTop !== undefined && scroller.scrollTop !== this.#seenTop)
      this.onScroll();
  }

  onScroll(): void {
    const { scroller, snapshot } = this.#host;
    if (!scroller) return;
    this.#seenTop = scroller.scrollTop;
    const wasFollowing = this.place.isFollowing;
    this.place.onScroll(scroller, snapshot.rows);
    this.remember();
    this.#askedAboveSeq = undefined;
    this.#takeInMore(scroller);
    if (wasFollowing !== this.place.isFollowing) this.#host.requestUpdate();
  }

  /** What stands here now is what is read. */
  remember(): void {
    const { scroller, list } = this.#host;
    if (scroller && list && !this.place.isFollowing)
      this.#anchor.remember(scroller, [...list.children]);
  }

  /** Stands still while the reader is busy with a row. */
  onBusy(isBusy: boolean): void {
    const { scroller, snapshot } = this.#host;
    if (!scroller) return;
    const isChanged = isBusy ? this.place.hold(snapshot.rows) : this.place.release(scroller);
    if (isBusy && isChanged) this.remember();
    if (isChanged) this.#host.requestUpdate();
  }

  #keep(): void {
    const { scroller } = this.#host;
    if (!scroller) return;
    // Further than it goes: asking how far that is would lay the list out once more.
    if (this.place.isFollowing) scroller.scrollTop = 1e7;
    else {
      this.#anchor.restore(scroller);
      // What somebody is busy with stands still, whatever goes above it.
      const open = scroller.querySelector(".open")?.parentElement;
      if (open) this.#anchor.remember(scroller, [open]);
    }
  }

  #takeInMore(scroller: HTMLElement): void {
    const { chat, snapshot } = this.#host;
    const { rows, hasOlder, connection } = snapshot;
    if (this.place.grow(scroller, rows)) this.#host.requestUpdate();
    const oldestSeq = rows[0]?.seq ?? 0;
    if (!hasOlder || connection.status !== "live" || this.#askedAboveSeq === oldestSeq) return;
    if (!this.place.wantsOlder(scroller, rows)) return;
    this.#askedAboveSeq = oldestSeq;
    void chat?.loadOlder();
  }
}
