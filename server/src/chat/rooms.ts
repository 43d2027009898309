import type { AppendResult, Append, MessageLog } from "./ports.ts";
import { Roster } from "./roster.ts";
import { StreamFeed, type StreamFeedOptions } from "./stream-feed.ts";

/** A stream's room on this node: its feed, and who is in it. */
export interface Room {
  readonly feed: StreamFeed;
  readonly roster: Roster;
}

/** Rooms that nobody is in stay in memory until so many others were opened after them. */
const IDLE_ROOMS = 1_000;

/** The rooms that are open on this node. */
export class Rooms {
  readonly #log: MessageLog;
  readonly #options: StreamFeedOptions;
  readonly #rooms = new Map<string, Promise<Room>>();
  /** The opened ones, least recently opened or left first. */
  readonly #open = new Map<string, Room>();

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
    opening.catch(() => this.#rooms.delete(streamId));
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

  /** Shows what was committed to the rooms that are open. (SPEC LOG1) */
  show(batch: readonly Append[], results: readonly AppendResult[]): void {
    results.forEach((result, i) => {
      if (result.outcome !== "appended") return;
      this.get(batch[i]!.streamId)?.feed.show(result.epoch, [result.entry]);
    });
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
    this.#forgetIdle();
    return room;
  }

  #forgetIdle(): void {
    if (this.#open.size <= IDLE_ROOMS) return;
    for (const [streamId, room] of this.#open) {
      if (room.roster.size > 0) continue;
      this.forget(streamId);
      if (this.#open.size <= IDLE_ROOMS) return;
    }
  }
}
