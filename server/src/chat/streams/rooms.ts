import type { Position } from "#protocol";
import type { LogBatch, LogEntry } from "../ports/log-entry.ts";
import type { Append, AppendResult } from "../ports/append.ts";
import type { Head, LogPart, MessageLog, Trimmed } from "../ports/message-log.ts";
import { Roster } from "../participants/roster.ts";
import { StreamFeed, type StreamFeedOptions } from "./stream-feed.ts";

/** A stream's room on this node: its feed, and the people in it. */
export interface Room {
  readonly feed: StreamFeed;
  readonly roster: Roster;
}

export interface RoomsOptions extends StreamFeedOptions {
  /** Called before a stream's log is read: from then on, messages about it are useful. */
  onOpening?: (streamId: string) => void;
  /** Called when a room is dropped, or could not be opened. */
  onForgotten?: (streamId: string) => void;
  /** Called with the head of a stream whenever the store was read. */
  onHead?: (head: Head) => void;
}

/** Number of empty rooms kept in memory: the most recent ones. */
const IDLE_ROOMS = 1_000;

/** The search for idle rooms visits all rooms, so it runs once per this many openings. */
const IDLE_CHECK = 50;

/** Number of rooms read at the same time: few, because sends wait behind these reads. */
const RECONCILED_AT_ONCE = 4;

/** A room that lacks more than this is read by itself. */
const FEW_ENTRIES = 50;
/** Number of entries read at once for several rooms. */
const PARTS_PAGE = 1_000;

/** A hanging commit may complete a little after the store answers reads again. */
const RECONCILE_ROUNDS = 5;

/** The rooms that are open on this node. */
export class Rooms {
  readonly #log: MessageLog;
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Promise<Room>>();
  /** Open rooms, least recently opened or left first. */
  readonly #open = new Map<string, Room>();
  /** Remaining reconciliation rounds of each stale stream. */
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

  /** The room, if it is open. */
  get(streamId: string): Room | undefined {
    return this.#open.get(streamId);
  }

  /** Number of rooms in memory, of occupied rooms, and of people in them. */
  counts(): { open: number; occupied: number; people: number } {
    const occupied = [...this.occupied()];
    const people = occupied.reduce((sum, [, { roster }]) => sum + roster.size, 0);
    return { open: this.#open.size, occupied: occupied.length, people };
  }

  /** Every open room with people in it. */
  *occupied(): Iterable<[streamId: string, room: Room]> {
    for (const [streamId, room] of this.#open) if (room.roster.size > 0) yield [streamId, room];
  }

  /**
   * Shows committed entries to the open rooms, all entries of a room at once, and returns them by
   * stream. (SPEC LOG1)
   *
   * A repeated request may have been committed first without any notice; then the room catches up.
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

  /** Shows entries committed on this or another node to their room, if it is open. */
  showEntries({ streamId, epoch, entries }: LogBatch): void {
    const room = this.get(streamId);
    if (room) return room.feed.show(epoch, entries);
    // A room that is being opened may have read the log before these entries were committed.
    void this.#rooms.get(streamId)?.then(
      ({ feed }) => feed.show(epoch, entries),
      () => undefined,
    );
  }

  /** Drops entries that the store has deleted. (SPEC LOG8) */
  dropTrimmed(trimmed: readonly Trimmed[]): void {
    for (const { streamId, firstSeq } of trimmed) this.get(streamId)?.feed.dropBefore(firstSeq);
  }

  /**
   * Marks a room as stale because the store may hold entries that were not shown: a commit failed,
   * or seemed to.
   */
  markStale(streamId: string, rounds = RECONCILE_ROUNDS): void {
    this.#stale.set(streamId, Math.max(rounds, this.#stale.get(streamId) ?? 0));
  }

  /** Marks every occupied room as stale. */
  markAllStale(): void {
    for (const [streamId] of this.occupied()) this.markStale(streamId, 1);
  }

  /**
   * Reads the heads of all stale rooms from the store once, and the entries that they lack: for all
   * rooms together, where each lacks few. Rooms whose read fails stay stale. (SPEC LOG6)
   */
  async reconcile(): Promise<void> {
    const asked: Asked[] = [];
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
      await this.#showMissing(asked, heads);
      for (let i = 0; i < asked.length; i += RECONCILED_AT_ONCE)
        await Promise.all(
          asked.slice(i, i + RECONCILED_AT_ONCE).map(async ({ streamId, feed, at }) => {
            await feed.reconcileHead(heads.get(streamId), at);
            this.#markFresh(streamId);
          }),
        );
    } catch {
      // The rooms stay stale until the next round.
    }
  }

  /**
   * Shows what rooms lack of which little is missing, with one read for many of them.
   *
   * Where no bus tells what other nodes commit, that is nearly every room that somebody writes in,
   * every second. With a read for each, a busy store falls seconds behind.
   */
  async #showMissing(asked: readonly Asked[], heads: ReadonlyMap<string, Head>): Promise<void> {
    for (const behind of pagesOf(asked, heads)) {
      const read = await this.#log.readParts(behind.map(({ part }) => part));
      behind.forEach(({ feed, part: { streamId }, epoch }, i) => {
        // The room may have been dropped meanwhile.
        if (this.get(streamId)?.feed === feed) feed.show(epoch, read[i]!);
      });
    }
  }

  /** Drops what is too many of the empty rooms: when everybody leaves, nobody opens another. */
  dropIdle(): void {
    const idle = this.#idleBut();
    if (idle.length > IDLE_ROOMS) this.#keepNewest(idle);
  }

  /** Drops a room whose feed is no longer valid; the next join reads it again. */
  forget(streamId: string): void {
    this.#stale.delete(streamId);
    this.#rooms.delete(streamId);
    this.#open.get(streamId)?.feed.end();
    this.#open.delete(streamId);
    this.#options.onForgotten?.(streamId);
  }

  /** Uses up one round of a stale room; after the last it is fresh. */
  #markFresh(streamId: string): void {
    const rounds = this.#stale.get(streamId) ?? 0;
    if (rounds > 1) this.#stale.set(streamId, rounds - 1);
    else this.#stale.delete(streamId);
  }

  async #read(streamId: string, isWanted: () => boolean): Promise<Room> {
    const feed = await StreamFeed.open(streamId, this.#log, this.#options);
    const room = { feed, roster: new Roster() };
    // A room that was forgotten meanwhile would receive no entries committed elsewhere.
    if (!isWanted()) return room;
    this.#open.set(streamId, room);
    if (this.#open.size % IDLE_CHECK === 0) this.#keepNewest(this.#idleBut(streamId));
    return room;
  }

  /** The empty rooms, least recently opened or left first, except the one that somebody is about to join. */
  #idleBut(justOpened?: string): [streamId: string, room: Room][] {
    return [...this.#open].filter(
      ([streamId, { roster }]) => roster.size === 0 && streamId !== justOpened,
    );
  }

  #keepNewest(idle: readonly [streamId: string, room: Room][]): void {
    for (const [streamId] of idle.slice(0, Math.max(0, idle.length - IDLE_ROOMS)))
      this.forget(streamId);
    for (const [, { feed }] of idle.slice(-IDLE_ROOMS)) feed.trimToTail();
  }
}

/** A stale room, and where it stood when the store was asked. */
interface Asked {
  streamId: string;
  feed: StreamFeed;
  at: Position;
}

interface Behind {
  feed: StreamFeed;
  epoch: string;
  part: LogPart;
}

/** What rooms lack, if it is little, in pages that are read at once. */
function* pagesOf(asked: readonly Asked[], heads: ReadonlyMap<string, Head>): Iterable<Behind[]> {
  let page: Behind[] = [];
  let entries = 0;
  for (const { streamId, feed, at } of asked) {
    const head = heads.get(streamId);
    const missing = (head?.seq ?? 0) - at.seq;
    if (!head || missing <= 0 || missing > FEW_ENTRIES) continue;
    if (at.epoch !== "" && at.epoch !== head.epoch) continue;
    if (entries + missing > PARTS_PAGE) {
      yield page;
      [page, entries] = [[], 0];
    }
    const part = { streamId, afterSeq: at.seq, lastSeq: head.seq };
    page.push({ feed, epoch: head.epoch, part });
    entries += missing;
  }
  if (page.length > 0) yield page;
}

/** The entries that were just committed, in order. */
function entriesOf(result: AppendResult): LogEntry[] {
  if (result.outcome === "done" || result.outcome === "stale-policy") return [...result.entries];
  return result.outcome === "appended" ? [result.entry, ...(result.more ?? [])] : [];
}
