import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ChatSnapshot, LogRow } from "../../client/index.ts";
import { nextFrame } from "../base/next-frame.ts";
import { FOLLOWED_ROWS } from "./row-window.ts";

/** So many rows come in with one frame, if so many wait. */
const ROWS = 10;
/** Of many that wait, this part of them, so that none waits for long. */
const SHARE = 1 / 4;

/**
 * Lets new rows come in over several frames, in their order: what a busy server
 * sends at once would hold a slow phone up for as long as all of it takes.
 *
 * One's own messages, and all before them, come at once: one has just seen them as pending.
 */
export class RowPacing implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #streamId = "";
  /** What came in last. */
  #lastSeq = Infinity;
  #isBehind = false;
  #cancelFrame: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
  }

  /** What is shown of a chat for now. Called before every rendering. */
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

  /** Goes on with the next frame, where rows still wait or `hasMore` says that there is more to draw. */
  goOn(hasMore: boolean): void {
    if (!this.#isBehind && !hasMore) return;
    this.#cancelFrame ??= nextFrame(this.#host, () => {
      this.#cancelFrame = undefined;
      this.#host.requestUpdate();
    });
  }

  #endOf({ rows, me }: ChatSnapshot, before: number): number {
    const waiting = rows.length - before;
    if (waiting >= FOLLOWED_ROWS) return rows.length;
    const isMine = (row: LogRow): boolean => row.kind === "message" && row.userId === me?.userId;
    const mine = rows.findLastIndex(isMine) + 1;
    // What else has the host rendered before the next frame brings no more rows into this one.
    const more = this.#cancelFrame ? 0 : Math.max(ROWS, Math.ceil(waiting * SHARE));
    return Math.min(rows.length, Math.max(before + more, mine));
  }
}
