import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ChatSnapshot, LogRow } from "../../client/index.ts";
import { afterFrame, nextFrame } from "../base/next-frame.ts";
import { FOLLOWED_ROWS } from "./row-window.ts";

/** Number of rows added per frame, if that many wait. Each costs a slow phone some 2 ms. */
const ROWS = 4;
/** Share of a long queue that is added per frame, so that it is shown soon. */
const SHARE = 1 / 4;

/**
 * Adds new rows over several frames, in order: a large batch would otherwise block a slow phone for
 * its whole duration.
 *
 * Own messages, and all rows before them, are added at once: they were visible as pending.
 */
export class RowPacing implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #streamId = "";
  /** The seq of the last added row. */
  #lastSeq = Infinity;
  #isBehind = false;
  #cancelNext: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancelNext?.();
    this.#cancelNext = undefined;
  }

  /** The snapshot to show for now. Called before every rendering. */
  take(snapshot: ChatSnapshot): ChatSnapshot {
    const { rows, presence, streamId } = snapshot;
    const before = rows.findLastIndex(({ seq }) => seq <= this.#lastSeq) + 1;
    const isElsewhere = streamId !== this.#streamId || before === 0;
    this.#streamId = streamId;
    const end = isElsewhere ? rows.length : this.#endOf(snapshot, before);
    const last = rows[end - 1];
    this.#isBehind = end < rows.length;
    this.#lastSeq = last?.seq ?? 0;
    if (!this.#isBehind) return snapshot;
    return {
      ...snapshot,
      rows: rows.slice(0, end),
      presence: presence.filter(({ afterSeq }) => afterSeq <= this.#lastSeq),
    };
  }

  /**
   * Continues in the next frame if `hasMore` says that there is more to draw, or if rows wait.
   *
   * Those are added in a task of their own after it: a slow phone renders and lays them out for as
   * long as it draws a frame.
   */
  goOn(hasMore: boolean): void {
    if (!this.#isBehind && !hasMore) return;
    const wait = this.#isBehind ? afterFrame : nextFrame;
    this.#cancelNext ??= wait(this.#host, () => {
      this.#cancelNext = undefined;
      this.#host.requestUpdate();
    });
  }

  #endOf({ rows, me }: ChatSnapshot, before: number): number {
    const waiting = rows.length - before;
    if (waiting >= FOLLOWED_ROWS) return rows.length;
    const isMine = (row: LogRow): boolean => row.kind === "message" && row.userId === me?.userId;
    const mine = rows.findLastIndex(isMine) + 1;
    // Other renderings of the host meanwhile add no rows.
    const more = this.#cancelNext ? 0 : Math.max(ROWS, Math.ceil(waiting * SHARE));
    return Math.min(rows.length, Math.max(before + more, mine));
  }
}
