import type { Clock } from "../ports/clock.ts";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { MinuteNote, ShowStore } from "../ports/show-store.ts";
import type { Rooms } from "../streams/rooms.ts";
import { MINUTE_MS, minuteOf } from "./minute.ts";

export interface MinuteNotesPorts {
  readonly rooms: Pick<Rooms, "occupied">;
  readonly shows: Pick<ShowStore, "noteMinutes">;
  /** The store's clock, so that nodes agree on when a minute ends. */
  readonly storeClock: Clock;
  readonly events: DomainEvents;
}

/** Maximum number of minutes queued while the store does not respond; older ones are dropped. */
const MOST_WAITING = 5;

/**
 * Notes once a minute how many people watch each stream on this node, and how many messages filters
 * held. A stream without viewers is not noted. (SPEC ST2)
 */
export class MinuteNotes {
  readonly #ports: MinuteNotesPorts;
  /** New at each start, so that notes of an earlier run stay unchanged. */
  readonly #nodeId = crypto.randomUUID().slice(0, 13);
  readonly #held = new Map<string, number>();
  #minuteMs: number;
  #waiting: MinuteNote[][] = [];

  constructor(ports: MinuteNotesPorts) {
    this.#ports = ports;
    this.#minuteMs = minuteOf(ports.storeClock.nowMs());
    ports.events.on("message-held", ({ streamId }) =>
      this.#held.set(streamId, (this.#held.get(streamId) ?? 0) + 1),
    );
  }

  /** Called about every second; acts only when a minute has ended. */
  async round(): Promise<void> {
    const nowMs = minuteOf(this.#ports.storeClock.nowMs());
    if (nowMs <= this.#minuteMs) {
      // Restart if the clock was set back far.
      if (this.#minuteMs - nowMs > MINUTE_MS) this.#minuteMs = nowMs;
      return;
    }
    // After a sleep only the minute that just ended is noted; the others were not observed.
    const notes = this.#take(nowMs - MINUTE_MS);
    this.#minuteMs = nowMs;
    if (notes.length > 0) this.#waiting = [...this.#waiting, notes].slice(-MOST_WAITING);
    while (this.#waiting[0]) {
      await this.#ports.shows.noteMinutes(this.#waiting[0]);
      this.#waiting.shift();
    }
  }

  #take(atMs: number): MinuteNote[] {
    const nodeId = this.#nodeId;
    const notes = new Map<string, MinuteNote>();
    for (const [streamId, { roster }] of this.#ports.rooms.occupied())
      notes.set(streamId, { streamId, atMs, nodeId, viewers: roster.size, held: 0 });
    for (const [streamId, held] of this.#held) {
      const viewers = notes.get(streamId)?.viewers ?? 0;
      notes.set(streamId, { streamId, atMs, nodeId, viewers, held });
    }
    this.#held.clear();
    return [...notes.values()];
  }
}
