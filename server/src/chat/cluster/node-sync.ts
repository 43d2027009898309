import type { NodeMessage, Heartbeat, RoomHeartbeat } from "../ports/node-message.ts";
import { NodeRegistry } from "./node-registry.ts";
import type { Clock } from "../ports/clock.ts";
import type { RemotePresence } from "../rooms/presence.ts";
import { noBus, type BusHandler, type NodeBus } from "../ports/node-bus.ts";
import type { Rooms } from "../streams/rooms.ts";

export interface NodeSyncOptions {
  bus: NodeBus;
  rooms: Rooms;
  clock: Clock;
  /** Whether other processes may write to the database. */
  shared: boolean;
  /** Called with each message that does not concern the log. */
  onMessage: (message: NodeMessage) => void;
  /**
   * Called when messages may have been lost, and at intervals: the receiver checks the database.
   */
  onRecheck: () => void;
}

/** Rounds between two heartbeats that list every room. */
const WHOLE_EVERY = 5;
/** Rounds between two checks against the database while the bus is up. */
const RECHECK_EVERY = 30;
/** The bus counts as down when this node has not received its own heartbeat for so long. */
const SILENCE_MS = 2_500;

/**
 * Synchronises this node with the others of its database. (SPEC LOG6)
 *
 * Shows what others commit; `publishEvents` publishes what is committed here. Each round sends a
 * heartbeat. While this node does not receive its own, the bus is down, and every round
 * checks the database, as where there is no bus.
 */
export class NodeSync implements BusHandler, RemotePresence {
  readonly #options: NodeSyncOptions;
  readonly #registry = new NodeRegistry();
  /** The state of this node's rooms that the other nodes were last sent. */
  #lastSent = new Map<string, RoomHeartbeat>();
  #round = 0;
  #wholeDue = true;
  /** Send time of each heartbeat that has not come back yet, by its beat number. */
  readonly #unheard = new Map<number, number>();
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #wasUp = false;
  #lagMs: number | undefined;

  constructor(options: NodeSyncOptions) {
    this.#options = options;
    options.bus.listen(this);
  }

  /** Whether the bus works: this node receives its own heartbeats. */
  get isUp(): boolean {
    return this.#options.clock.nowMs() - this.#heardAtMs <= SILENCE_MS;
  }

  /**
   * Whether this node receives the messages of every node that writes to the database; true for a
   * single node.
   */
  get hearsAll(): boolean {
    const { bus, shared } = this.#options;
    return !shared || (this.isUp && bus.reachesAll);
  }

  /** How long a message takes to come back to this node; undefined while the bus is down. */
  get lagMs(): number | undefined {
    return this.isUp ? this.#lagMs : undefined;
  }

  /** Number of other nodes. */
  get count(): number {
    return this.#registry.count;
  }

  viewersOf(streamId: string): number {
    return this.#registry.viewersOf(streamId);
  }

  /** One round, once a second: sends a heartbeat, and checks for messages that were lost. */
  round(): void {
    const { bus, clock, rooms, shared } = this.#options;
    this.#registry.forgetSilent(clock.nowMs());
    this.#wasUp &&= this.isUp;
    this.#round++;
    if (bus !== noBus) this.#sendHeartbeat();
    if (!shared) return;
    const isDue = this.#round % RECHECK_EVERY === 0;
    if (isDue || !bus.reachesAll || !this.isUp) rooms.markAllStale();
    if (isDue) this.#options.onRecheck();
  }

  /** Announces that this node shuts down, so that the others stop counting its viewers. */
  leave(): void {
    this.#options.bus.publish({ kind: "farewell" });
  }

  onFollowing(streamId: string): void {
    // Entries committed between reading the log and subscribing were not published to this node.
    this.#options.rooms.markStale(streamId, 1);
  }

  onGap(): void {
    this.#options.rooms.markAllStale();
    this.#wholeDue = true;
    this.#options.onRecheck();
  }

  onMessage(from: string, message: NodeMessage): void {
    if (from === this.#options.bus.nodeId) return this.#onOwnMessage(message);
    switch (message.kind) {
      case "entries":
        return this.#options.rooms.showEntries(message);
      case "committed":
        return this.#options.rooms
          .get(message.streamId)
          ?.feed.catchUpTo(message.epoch, message.seq);
      case "pulse":
        return this.#onHeartbeat(from, message);
      case "farewell":
        return this.#registry.forget(from);
      default:
        return this.#options.onMessage(message);
    }
  }

  #sendHeartbeat(): void {
    const beat = this.#round;
    const whole = this.#wholeDue || beat % WHOLE_EVERY === 0;
    const before = this.#lastSent;
    this.#lastSent = new Map();
    const rooms: RoomHeartbeat[] = [];
    for (const [streamId, { feed, roster }] of this.#options.rooms.occupied()) {
      const { epoch, seq } = feed.position;
      const now: RoomHeartbeat = [streamId, roster.size, epoch, seq];
      this.#lastSent.set(streamId, now);
      const then = before.get(streamId);
      if (whole || then?.[1] !== now[1] || then[3] !== seq || then[2] !== epoch) rooms.push(now);
    }
    if (!whole)
      for (const streamId of before.keys())
        if (!this.#lastSent.has(streamId)) rooms.push([streamId, 0, "", 0]);
    this.#wholeDue = false;
    this.#unheard.set(beat, this.#options.clock.nowMs());
    this.#unheard.delete(beat - RECHECK_EVERY);
    this.#options.bus.publish({ kind: "pulse", beat, whole, rooms });
  }

  #onOwnMessage(message: NodeMessage): void {
    if (message.kind !== "pulse") return;
    const givenAtMs = this.#unheard.get(message.beat);
    if (givenAtMs === undefined) return;
    this.#unheard.delete(message.beat);
    const nowMs = this.#options.clock.nowMs();
    this.#lagMs = nowMs - givenAtMs;
    // A heartbeat that was delayed this long says nothing about the present state of the bus.
    if (this.#lagMs > SILENCE_MS) return;
    this.#heardAtMs = nowMs;
    if (this.#wasUp) return;
    this.#wasUp = true;
    this.onGap();
  }

  #onHeartbeat(from: string, pulse: Heartbeat): void {
    const verdict = this.#registry.record(from, pulse, this.#options.clock.nowMs());
    // A new node needs all rooms of this node; its own heartbeat lists all of its rooms.
    if (verdict === "new") this.#wholeDue = true;
    if (verdict === "gap") this.onGap();
    for (const [streamId, , epoch, seq] of pulse.rooms) this.#compare(streamId, epoch, seq);
  }

  /** Checks the database for a room of which another node has shown more. */
  #compare(streamId: string, epoch: string, seq: number): void {
    const position = this.#options.rooms.get(streamId)?.feed.position;
    if (!position || seq === 0) return;
    if (seq > position.seq || epoch !== position.epoch) this.#options.rooms.markStale(streamId, 1);
  }
}
