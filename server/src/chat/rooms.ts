import type { Entry } from "#protocol";
import type { Append, AppendResult, MessageLog, Trimmed } from "./ports.ts";
import { Roster } from "./roster.ts";
import { StreamFeed, type StreamFeedOptions } from "./stream-feed.ts";

/** A stream's room on this node: its feed, and who is in it. */
export interface Room {
  readonly feed: StreamFeed;
  readonly roster: Roster;
}

/** Rooms that nobody is in stay in memory, the last so many of them. */
const IDLE_ROOMS = 1_000;

/** Looking for idle rooms looks at all: not every time that one opens. */
const IDLE_CHECK = 50;

/** A commit that hung may end a little after the store answers reads again. */
const HEALING_ROUNDS = 5;

/** The rooms that are open on this node. */
export class Rooms {
  readonly #log: MessageLog;
  readonly #options: StreamFeedOptions;
  readonly #rooms = new Map<string, Promise<Room>>();
  /** The opened ones, least recently opened or left first. */
  readonly #open = new Map<string, Room>();
  /** Rounds of healing that each suspected stream still gets. */
  readonly #suspects = new Map<string, number>();

  constructor(log: MessageLog, options: StreamFeedOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** Opens a room, or finds it open; a crowd that comes at once opens it once. */
  open(streamId: string): Promise<Room> {
    const known = this.#rooms.get(streamId);
    if (known) return known;
    const opening = this.#read(streamId);
    this.#rooms.set(streamId, opening);
    opening.catch(() => {
      if (this.#rooms.get(streamId) === opening) this.#rooms.delete(streamId);
    });
    return opening;
  }

  /** The room if it is open. */
  get(streamId: string): Room | undefined {
    return this.#open.get(streamId);
  }

  /** Every open room with somebody in it. */
  *occupied(): Iterable<[streamId: string, room: Room]> {
    for (const [streamId, room] of this.#open) if (room.roster.size > 0) yield [streamId, room];
  }

  /**
   * Shows what was committed to the rooms that are open: to each, all of it at once. (SPEC LOG1)
   *
   * The first commit of what was repeated may have come so late that nobody was told.
   */
  show(batch: readonly Append[], results: readonly AppendResult[]): void {
    const byStream = new Map<string, { epoch: string; entries: Entry[] }>();
    results.forEach((result, i) => {
      const { streamId } = batch[i]!;
      if (result.outcome === "repeated")
        return this.get(streamId)?.feed.expect(result.entry?.seq ?? 0);
      if (result.outcome === "refused") return;
      const shown = byStream.get(streamId);
      if (shown) shown.entries.push(result.entry);
      else byStream.set(streamId, { epoch: result.epoch, entries: [result.entry] });
    });
    for (const [streamId, { epoch, entries }] of byStream) {
      const room = this.get(streamId);
      if (room) room.feed.show(epoch, entries);
      // One that is being opened may have read the log before this was committed.
      else
        void this.#rooms.get(streamId)?.then(
          ({ feed }) => feed.show(epoch, entries),
          () => undefined,
        );
    }
  }

  /** Forgets what the store has deleted. (SPEC LOG8) */
  trimmed(trimmed: readonly Trimmed[]): void {
    for (const { streamId, firstSeq } of trimmed) this.get(streamId)?.feed.dropBefore(firstSeq);
  }

  /** Marks rooms whose store may hold more than was shown: a commit failed, or seemed to. */
  suspect(batch: readonly Append[]): void {
    for (const { streamId } of batch) this.#suspects.set(streamId, HEALING_ROUNDS);
  }

  /**
   * Reads the suspects' logs again; those whose store does not answer stay suspects.
   * With `all`, every room with somebody in it is one. (SPEC LOG6)
   */
  async heal(all: boolean): Promise<void> {
    if (all)
      for (const [streamId] of this.occupied())
        if (!this.#suspects.has(streamId)) this.#suspects.set(streamId, 1);
    for (const [streamId, rounds] of [...this.#suspects]) {
      try {
        await this.get(streamId)?.feed.heal();
        if (rounds > 1) this.#suspects.set(streamId, rounds - 1);
        else this.#suspects.delete(streamId);
      } catch {
        // The next round finds it still suspected.
        return;
      }
    }
  }

  /** Drops a room whose feed is of no use any more; the next join reads it anew. */
  forget(streamId: string): void {
    this.#rooms.delete(streamId);
    this.#open.delete(streamId);
  }

  async #read(streamId: string): Promise<Room> {
    const feed = await StreamFeed.open(streamId, this.#log, this.#options);
    const room = { feed, roster: new Roster() };
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
    for (const [, { feed }] of idle.slice(-IDLE_ROOMS)) feed.rest();
  }
}
