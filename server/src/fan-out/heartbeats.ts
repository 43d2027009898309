import type { LoopClock } from "./loop-clock.ts";
import type { EngineSocket } from "./writers/connection-writer.ts";
import {
  beatOf,
  endAsSilent,
  hearPongs,
  sendPing,
  stopOwnPings,
  type Beat,
} from "./writers/engine-internals.ts";

export interface HeartbeatOptions {
  clock: LoopClock;
  /** Time between two pings, as clients were told. */
  intervalMs: number;
  /** How long a connection may stay silent after a ping. */
  timeoutMs: number;
}

/** Time between two turns, in which a part of the connections is pinged. */
const TICK_MS = 200;

/** Connections that are pinged together. */
interface Slot {
  readonly beats: Set<Beat>;
  /** When they were pinged, if their answers were not looked at yet. */
  pinged: { readonly atMs: number; readonly turn: number } | undefined;
}

/**
 * Pings WebSocket connections, and closes those that stay silent, instead of Engine.IO.
 *
 * Engine.IO has two timers for each connection and sends a packet through all of its layers. Here
 * the connections are spread over a wheel: each turn of one timer writes the same frame to the
 * connections of the slots that are due, and looks at those that were pinged `timeoutMs` ago.
 * (docs/decisions/0036-many-small-rooms.md)
 *
 * A connection counts as alive if any byte came from it since the ping. One that is half open is
 * noticed after `intervalMs + timeoutMs` at most. (SPEC CN13)
 */
export class Heartbeats {
  readonly #options: HeartbeatOptions;
  readonly #slots: readonly Slot[];
  /** The last tick whose slot was pinged; a tick is 200 ms of the clock. */
  #tick = 0;
  #turns = 0;
  #nextSlot = 0;
  #size = 0;
  #isRunning = false;
  /** One listener for all connections: one for each would take a quarter of a kB. */
  readonly #onClose: (this: EngineSocket) => void;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const forget = (engine: EngineSocket) => this.#forget(engine);
    this.#onClose = function onClose() {
      forget(this);
    };
    const length = Math.max(1, Math.round(options.intervalMs / TICK_MS));
    this.#slots = Array.from({ length }, () => ({ beats: new Set<Beat>(), pinged: undefined }));
  }

  /** Number of connections that are pinged. */
  get size(): number {
    return this.#size;
  }

  /** Takes over a new connection: at once over a WebSocket, else when it becomes one. */
  add(engine: EngineSocket): void {
    if (engine.transport.name === "websocket") this.#watch(engine);
    else engine.once("upgrade", () => this.#watch(engine));
  }

  #watch(engine: EngineSocket): void {
    // In turns, so that a crowd that comes at once is not pinged at once.
    const { beats } = this.#slots[this.#nextSlot % this.#slots.length]!;
    const beat: Beat = { engine, isSilent: false, together: beats };
    // What cannot be listened to is pinged by Engine.IO, as before.
    if (!hearPongs(beat)) return;
    stopOwnPings(engine);
    this.#nextSlot += 1;
    beats.add(beat);
    if (this.#size === 0) this.#tick = tickAt(this.#options.clock.nowMs());
    this.#size += 1;
    engine.on("close", this.#onClose);
    this.#run();
  }

  #forget(engine: EngineSocket): void {
    const beat = beatOf(engine);
    if (beat?.together.delete(beat)) this.#size -= 1;
  }

  /** The timer runs only while there are connections. */
  #run(): void {
    if (this.#isRunning || this.#size === 0) return;
    this.#isRunning = true;
    this.#options.clock.after(TICK_MS, () => {
      this.#isRunning = false;
      this.#turn();
      this.#run();
    });
  }

  #turn(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#turns += 1;
    for (const slot of this.#slots) if (this.#isOver(slot, nowMs)) check(slot);
    // By the clock: on a busy event loop turns are late, and clients do not wait for a late ping.
    const { length } = this.#slots;
    const tick = tickAt(nowMs);
    for (let due = Math.max(this.#tick + 1, tick - length + 1); due <= tick; due++)
      this.#ping(this.#slots[due % length]!, nowMs);
    this.#tick = tick;
  }

  #ping(slot: Slot, nowMs: number): void {
    slot.pinged = { atMs: nowMs, turn: this.#turns };
    for (const beat of slot.beats) {
      beat.isSilent = true;
      sendPing(beat.engine);
    }
  }

  /** Whether the time for answers has passed, and what came was read: not so after a long block. */
  #isOver({ pinged }: Slot, nowMs: number): boolean {
    if (!pinged || this.#turns < pinged.turn + 2) return false;
    // One tick less, so that silence is noticed in time and not a tick later.
    return nowMs - pinged.atMs >= this.#options.timeoutMs - TICK_MS;
  }
}

function tickAt(nowMs: number): number {
  return Math.floor(nowMs / TICK_MS);
}

/** Closes the connections from which nothing came since they were pinged. */
function check(slot: Slot): void {
  slot.pinged = undefined;
  for (const beat of slot.beats) if (beat.isSilent) endAsSilent(beat.engine);
}
