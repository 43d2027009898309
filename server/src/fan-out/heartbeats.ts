import type { LoopClock } from "./loop-clock.ts";
import type { EngineSocket } from "./writers/connection-writer.ts";
import { bytesReadFrom, endAsSilent, sendPing, stopOwnPings } from "./writers/engine-internals.ts";

export interface HeartbeatOptions {
  clock: LoopClock;
  /** Time between two pings, as clients were told. */
  intervalMs: number;
  /** How long a connection may stay silent after a ping. */
  timeoutMs: number;
}

/** How often a part of the connections is pinged. */
const TICK_MS = 200;
const NOT_PINGED = -1;

interface Beat {
  readonly engine: EngineSocket;
  /** Bytes received before the last ping, if that is not answered yet. */
  bytesBefore: number;
}

/**
 * Pings WebSocket connections, and closes those that stay silent, instead of Engine.IO.
 *
 * Engine.IO has two timers for each connection and sends a packet through all of its layers. Here
 * the connections are spread over a wheel: each tick of one timer writes the same frame to the
 * connections of one slot, and looks at the slot that was pinged `timeoutMs` ago.
 * (docs/decisions/0036-many-small-rooms.md)
 *
 * A connection counts as alive if any byte came from it since the ping. One that is half open is
 * noticed after `intervalMs + timeoutMs` at most. (SPEC CN13)
 */
export class Heartbeats {
  readonly #options: HeartbeatOptions;
  readonly #slots: Set<Beat>[];
  readonly #timeoutTicks: number;
  #tick = 0;
  #nextSlot = 0;
  #size = 0;
  #isRunning = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const ticks = (ms: number) => Math.max(1, Math.round(ms / TICK_MS));
    this.#slots = Array.from({ length: ticks(options.intervalMs) }, () => new Set<Beat>());
    // One less, so that silence is noticed in time and not a tick later.
    this.#timeoutTicks = Math.min(ticks(options.timeoutMs), this.#slots.length) - 1;
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
    stopOwnPings(engine);
    const beat: Beat = { engine, bytesBefore: NOT_PINGED };
    // In turns, so that a crowd that comes at once is not pinged at once.
    const slot = this.#slots[this.#nextSlot++ % this.#slots.length]!;
    slot.add(beat);
    this.#size += 1;
    engine.once("close", () => {
      slot.delete(beat);
      this.#size -= 1;
    });
    this.#run();
  }

  /** The timer runs only while there are connections. */
  #run(): void {
    if (this.#isRunning || this.#size === 0) return;
    this.#isRunning = true;
    // Ticks that a busy event loop missed are not made up for: answers that came meanwhile are
    // still to be read, and silence would be found where there is none.
    this.#options.clock.after(TICK_MS, () => {
      this.#isRunning = false;
      this.#turn();
      this.#run();
    });
  }

  #turn(): void {
    const { length } = this.#slots;
    this.#tick = (this.#tick + 1) % length;
    for (const beat of this.#slots[(this.#tick + length - this.#timeoutTicks) % length]!)
      this.#check(beat);
    for (const beat of this.#slots[this.#tick]!) {
      beat.bytesBefore = bytesReadFrom(beat.engine);
      sendPing(beat.engine);
    }
  }

  #check(beat: Beat): void {
    if (beat.bytesBefore === NOT_PINGED) return;
    if (bytesReadFrom(beat.engine) === beat.bytesBefore) endAsSilent(beat.engine);
    beat.bytesBefore = NOT_PINGED;
  }
}
