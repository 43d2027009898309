import { LIMITS, type Me, type Person, type PresenceNotice } from "#protocol";
import { DomainEvents } from "../ports/domain-events.ts";
import type { AlarmClock } from "../ports/clock.ts";
import type { Audience, PresenceEvent } from "../ports/audience.ts";
import type { Room, Rooms } from "../streams/rooms.ts";

/** How often the node checks for people whose grace period has ended, while there are any. */
const SWEEP_MS = 250;

/** Presence of a room on other nodes. */
export interface RemotePresence {
  /** Number of viewers of a stream on other nodes; a person on two nodes counts twice. */
  viewersOf(streamId: string): number;
}

const NO_REMOTE_PRESENCE: RemotePresence = { viewersOf: () => 0 };

/**
 * Notifies rooms of joins and leaves: of single people while a room is small, otherwise of their
 * number. Naming each person to everyone costs the square of the room's size. (SPEC PR1–PR3)
 */
export class Presence {
  readonly #rooms: Rooms;
  readonly #audience: Audience;
  readonly #clock: AlarmClock;
  /** Rooms that somebody is leaving. One timer serves all of them. */
  readonly #leaving = new Set<string>();
  #isWatching = false;
  readonly #lastCounts = new Map<string, number>();
  /** Named people who joined since the last count, in rooms too large to name them. */
  readonly #arrivals = new Map<string, number>();

  readonly #remote: RemotePresence;
  readonly #events: DomainEvents;

  constructor(
    rooms: Rooms,
    audience: Audience,
    clock: AlarmClock,
    elsewhere = NO_REMOTE_PRESENCE,
    events = new DomainEvents(),
  ) {
    this.#events = events;
    this.#rooms = rooms;
    this.#audience = audience;
    this.#clock = clock;
    this.#remote = elsewhere;
  }

  /** Number of people in a room, on this and other nodes. */
  viewers(streamId: string): number {
    const here = this.#rooms.get(streamId)?.roster.size ?? 0;
    return here + this.#remote.viewersOf(streamId);
  }

  /**
   * Records that a connection is in a room, or has another name there.
   *
   * The returned function notifies the others, if necessary; until it is called, the person who
   * joined can be answered first.
   */
  enter(streamId: string, { roster }: Room, connectionId: string, me: Me): () => void {
    const arrived = roster.add(connectionId, me);
    return () => arrived && this.#publishArrival(streamId, arrived, connectionId);
  }

  /** Records that a connection has left a room. */
  leave(streamId: string, connectionId: string): void {
    const roster = this.#rooms.get(streamId)?.roster;
    roster?.remove(connectionId, this.#clock.nowMs());
    if (!roster?.hasLeaving) return;
    this.#leaving.add(streamId);
    if (!this.#isWatching) this.#watch(LIMITS.presenceGraceMs);
  }

  /** Notifies a room of a join or leave on another node, unless that person is here, too. */
  showRemote(
    event: PresenceEvent,
    { streamId, userId, nickname, avatarUrl, timestamp }: PresenceNotice,
  ): void {
    const roster = this.#rooms.get(streamId)?.roster;
    if (!roster || this.viewers(streamId) > LIMITS.namedPresencePeople) return;
    const isKnown = roster.noteElsewhere(userId, event === "user-joined");
    const notice = { streamId, userId, nickname, ...(avatarUrl && { avatarUrl }), timestamp };
    if (!isKnown) this.#audience.presence(event, notice);
  }

  /** One round: publishes the counts that changed. The caller sets the pace. (SPEC PR1, PR2) */
  publishCounts(): void {
    const occupied = new Set<string>();
    for (const [streamId] of this.#rooms.occupied()) {
      occupied.add(streamId);
      const viewers = this.viewers(streamId);
      const joined = this.#arrivals.get(streamId);
      if (this.#lastCounts.get(streamId) === viewers && !joined) continue;
      this.#lastCounts.set(streamId, viewers);
      this.#audience.viewerCount({ streamId, viewers, ...(joined && { joined }) });
    }
    this.#arrivals.clear();
    for (const streamId of this.#lastCounts.keys())
      if (!occupied.has(streamId)) this.#lastCounts.delete(streamId);
  }

  #publishArrival(streamId: string, person: Person, connectionId: string): void {
    this.#events.emit("person-arrived", { streamId, person });
    if (this.viewers(streamId) > LIMITS.namedPresencePeople) {
      this.#arrivals.set(streamId, (this.#arrivals.get(streamId) ?? 0) + 1);
      return;
    }
    const notice = { streamId, ...person, timestamp: this.#clock.nowMs() };
    this.#publish("user-joined", notice, connectionId);
  }

  #publish(event: PresenceEvent, notice: PresenceNotice, exceptConnectionId?: string): void {
    this.#audience.presence(event, notice, exceptConnectionId);
    this.#events.emit("presence-changed", { event, notice });
  }

  #watch(ms: number): void {
    this.#isWatching = true;
    this.#clock.after(ms, () => {
      this.#isWatching = false;
      this.#sweep();
      if (this.#leaving.size > 0) this.#watch(SWEEP_MS);
    });
  }

  #sweep(): void {
    const timestamp = this.#clock.nowMs();
    for (const streamId of this.#leaving) {
      const roster = this.#rooms.get(streamId)?.roster;
      for (const person of roster?.sweep(timestamp - LIMITS.presenceGraceMs) ?? []) {
        // The number of people while this person was still here.
        if (this.viewers(streamId) < LIMITS.namedPresencePeople)
          this.#publish("user-left", { streamId, ...person, timestamp });
      }
      if (!roster?.hasLeaving) this.#leaving.delete(streamId);
    }
  }
}
