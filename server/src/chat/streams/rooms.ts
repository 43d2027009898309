import type { LogBatch, LogEntry } from "../ports/log-entry.ts";
import type { Append, AppendResult } from "../ports/append.ts";
import type { Head, MessageLog, Trimmed } from "../ports/message-log.ts";
import { Roster } from "../participants/roster.ts";
import { StreamFeed, type StreamFeedOptions } from "./stream-feed.ts";

/** A stream's room on this node: its feed, and who is in it. */
export interface Room {
  readonly feed: StreamFeed;
  readonly roster: Roster;
}

export interface RoomsOptions extends StreamFeedOptions {
  /** Called before a stream's log is read: from here on, word of it is of use. */
  onOpening?: (streamId: string) => void;
  /** Called when a room is dropped, or could not be opened. */
  onForgotten?: (streamId: string) => void;
  /** Called with how far a stream reaches whenever the store was asked. */
  onHead?: (head: Head) => void;
}

/** How many empty rooms stay in memory: the most recent ones. */
const IDLE_ROOMS = 1_000;

/** The search for idle rooms visits all of them, so it runs once in so many openings. */
const IDLE_CHECK = 50;

/** Rooms read at the same time: few, because sends wait behind these reads. */
const RECONCILED_AT_ONCE = 4;

/** A commit that hung may still complete a little after the store answers reads again. */
const RECONCILE_ROUNDS = 5;

/** The rooms that are open on this node. */
export class Rooms {
  readonly #log: MessageLog;
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Promise<Room>>();
  /** The opened ones, least recently opened or left first. */
  readonly #open = new Map<string, Room>();
  /** How many reconciling rounds each stale stream still gets. */
  readonly #stale = new Map<string, number>();

  constructor(log: MessageLog, options: RoomsOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** Opens a room, or returns the open one; concurrent calls open it once. */
  open(streamId: string): Promise<Room> {
    const known = this.#rooms.get(streamId);
    if (known) return known;
    this.#options.onOpening?.(streamId);
    const opening: Promise<Room> = this.#read(
      streamId,
      () => this.#rooms.get(streamId) === opening,
    );
    this.#rooms.set(streamId, opening);
    opening.catch(() => {
      if (this.#rooms.get(streamId) === opening) this.forget(streamId);
    });
    return opening;
  }

  /** The room if it is open. */
  get(streamId: string): Room | undefined {
    return this.#open.get(streamId);
  }

  /** How many rooms are in memory, with somebody in them, and how many people that is. */
  counts(): { open: number; occupied: number; people: number } {
    const occupied = [...this.occupied()];
    const people = occupied.reduce((sum, [, { roster }]) => sum + roster.size, 0);
    return { open: this.#open.size, occupied: occupied.length, people };
  }

  /** Every open room with somebody in it. */
  *occupied(): Iterable<[streamId: string, room: Room]> {
    for (const [streamId, room] of this.#open) if (room.roster.size > 0) yield [streamId, room];
  }

  /**
   * Shows what was committed to the rooms that are open: to each, all of it at once, and
   * returns it by stream. (SPEC LOG1)
   *
   * The first commit of what was repeated may have come so late that nobody was told.
   */
  showCommitted(batch: readonly Append[], results: readonly AppendResult[]): LogBatch[] {
    const byStream = new Map<string, LogBatch>();
    results.forEach((result, i) => {
      const { streamId } = batch[i]!;
      if (result.outcome === "repeated" && result.entry)
        this.get(streamId)?.feed.catchUpTo(result.epoch, result.entry.seq);
      const entries = entriesOf(result);
      if (entries.length === 0 || !("epoch" in result)) return;
      const committed = byStream.get(streamId);
      if (committed) committed.entries.push(...entries);
      else byStream.set(streamId, { streamId, epoch: result.epoch, entries });
    });
    for (const committed of byStream.values()) this.showEntries(committed);
    return [...byStream.values()];
  }

  /** Shows entries that were committed here or on another node to their room, if it is open. */
  showEntries({ streamId, epoch, entries }: LogBatch): void {
    const room = this.get(streamId);
    if (room) return room.feed.show(epoch, entries);
    // One that is being opened may have read the log before this was committed.
    void this.#rooms.get(streamId)?.then(
      ({ feed }) => feed.show(epoch, entries),
      () => undefined,
    );
  }

  /** Forgets what the store has deleted. (SPEC LOG8) */
  dropTrimmed(trimmed: readonly Trimmed[]): void {
    for (const { streamId, firstSeq } of trimmed) this.get(streamId)?.feed.dropBefore(firstSeq);
  }

  /** Marks a room whose store may hold entries that were not shown: a commit failed, or seemed to. */
  markStale(streamId: string, rounds = RECONCILE_ROUNDS): void {
    this.#stale.set(streamId, Math.max(rounds, this.#stale.get(streamId) ?? 0));
  }

  /** Marks every room with somebody in it. */
  markAllStale(): void {
    for (const [streamId] of this.occupied()) this.markStale(streamId, 1);
  }

  /**
   * Asks the store once for the heads of all stale rooms, and reads the entries that they
   * lack. Rooms of which it does not answer stay stale. (SPEC LOG6)
   */
  async reconcile(): Promise<void> {
    const asked = [];
    for (const streamId of this.#stale.keys()) {
      const feed = this.get(streamId)?.feed;
      if (feed) asked.push({ streamId, feed, at: feed.position });
      else if (!this.#rooms.has(streamId)) this.#stale.delete(streamId);
    }
    if (asked.length === 0) return;
    try {
      const heads = new Map<string, Head>();
      for (const head of await this.#log.readHeads(asked.map(({ streamId }) => streamId)))
        heads.set(head.streamId, head);
      for (const head of heads.values()) this.#options.onHead?.(head);
      for (let i = 0; i < asked.length; i += RECONCILED_AT_ONCE)
        await Promise.all(
          asked.slice(i, i + RECONCILED_AT_ONCE).map(async ({ streamId, feed, at }) => {
            await feed.reconcileHead(heads.get(streamId), at);
            this.#markFresh(streamId);
          }),
        );
    } catch {
      // They stay stale until the next round.
    }
  }

  /** Drops a room whose feed is not valid any more; the next join reads it again. */
  forget(streamId: string): void {
    this.#stale.delete(streamId);
    this.#rooms.delete(streamId);
    this.#open.delete(streamId);
    this.#options.onForgotten?.(streamId);
  }

  /** Takes one round from a stale room; after the last it is fresh. */
  #markFresh(streamId: string): void {
    const rounds = this.#stale.get(streamId) ?? 0;
    if (rounds > 1) this.#stale.set(streamId, rounds - 1);
    else this.#stale.delete(streamId);
  }

  async #read(streamId: string, isWanted: () => boolean): Promise<Room> {
    const feed = await StreamFeed.open(streamId, this.#log, this.#options);
    const room = { feed, roster: new Roster() };
    // One that was forgotten meanwhile would hear no word of what is committed elsewhere.
    if (!isWanted()) return room;
    this.#open.set(streamId, room);
    this.#forgetIdle(streamId);
    return room;
  }

  /** Forgets the idle rooms that were opened longest ago, but not the one that somebody is about to enter. */
  #forgetIdle(justOpened: string): void {
    if (this.#open.size % IDLE_CHECK !== 0) return;
    const idle = [...this.#open].filter(
      ([streamId, { roster }]) => roster.size === 0 && streamId !== justOpened,
    );
    for (const [streamId] of idle.slice(0, Math.max(0, idle.length - IDLE_ROOMS)))
      this.forget(streamId);
    for (const [, { feed }] of idle.slice(-IDLE_ROOMS)) feed.trimToTail();
  }
}

/** What was committed just now, in its order. */
function entriesOf(result: AppendResult): LogEntry[] {
  if (result.outcome === "done") return [...result.entries];
  return result.outcome === "appended" ? [result.entry, ...(result.more ?? [])] : [];
}
