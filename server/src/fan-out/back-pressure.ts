import type { FanOutCounts } from "./fan-out-stats.ts";
import type { LoopClock } from "./loop-clock.ts";
import type { ConnectionWriter, EngineSocket } from "./writers/connection-writer.ts";

/** Maximum number of unread bytes that the server sent without a request. */
const MAX_FED_BYTES = 262_144;
/** How long a reader may read nothing of what waits for it. */
const PATIENCE_MS = 5_000;
const CHECK_MS = 500;
/** Connections ended in one turn of the event loop: the kernel frees megabytes for each. */
const PARTED_PER_TURN = 2;

interface Backlog {
  /** Bytes written since its queue was last empty. */
  fedBytes: number;
  /** When it last read something. */
  sinceMs: number;
  takenBytes: number;
  next: unknown;
}

/** The parts of a connection that are watched. */
type Reader = Pick<ConnectionWriter, "engine" | "readQueue">;

export interface BackPressurePorts {
  clock: LoopClock;
  /** Ends a connection at once, and drops everything that waits for it. */
  reset: (engine: EngineSocket) => void;
  counts: Pick<FanOutCounts, "evictedTooMuch" | "evictedTooLong">;
}

/**
 * Disconnects readers that do not read, before their queues fill the memory. (SPEC FO3)
 *
 * Only readers with a queue are checked. Answers to pings prove nothing; only bytes that the kernel
 * takes count. Requested answers do not count as too much, because a client that returns over a
 * slow line may need a large one.
 */
export class BackPressure {
  readonly #ports: BackPressurePorts;
  readonly #backlogs = new Map<Reader, Backlog>();
  #isWatching = false;
  /** Readers that wait to be disconnected, a few in each turn. */
  readonly #pendingDisconnects: Reader[] = [];

  constructor(ports: BackPressurePorts) {
    this.#ports = ports;
  }

  /** Number of readers with a queue. */
  get readers(): number {
    return this.#backlogs.size;
  }

  /** Total of queued bytes. */
  get bytes(): number {
    let bytes = 0;
    for (const reader of this.#backlogs.keys()) bytes += reader.readQueue().bytes;
    return bytes;
  }

  /** Records that more was written for a reader with a queue. */
  onFed(reader: Reader, fedBytes: number): void {
    const queue = reader.readQueue();
    const known = this.#backlogs.get(reader);
    if (!known) {
      const { takenBytes, next } = queue;
      this.#backlogs.set(reader, {
        fedBytes,
        sinceMs: this.#ports.clock.nowMs(),
        takenBytes,
        next,
      });
      return this.#watch();
    }
    known.fedBytes += fedBytes;
    if (Math.min(known.fedBytes, queue.bytes) > MAX_FED_BYTES)
      this.#evict(reader, "evictedTooMuch");
  }

  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    this.#ports.clock.after(CHECK_MS, () => {
      this.#isWatching = false;
      for (const [reader, backlog] of this.#backlogs) this.#check(reader, backlog);
      if (this.#backlogs.size > 0) this.#watch();
    });
  }

  #check(reader: Reader, backlog: Backlog): void {
    const { bytes, takenBytes, next } = reader.readQueue();
    const nowMs = this.#ports.clock.nowMs();
    if (bytes === 0) this.#backlogs.delete(reader);
    else if (takenBytes !== backlog.takenBytes || next !== backlog.next)
      Object.assign(backlog, { takenBytes, next, sinceMs: nowMs });
    else if (nowMs - backlog.sinceMs >= PATIENCE_MS) this.#evict(reader, "evictedTooLong");
  }

  #evict(reader: Reader, reason: "evictedTooMuch" | "evictedTooLong"): void {
    this.#backlogs.delete(reader);
    this.#ports.counts[reason] += 1;
    this.#pendingDisconnects.push(reader);
    if (this.#pendingDisconnects.length === 1) this.#ports.clock.soon(() => this.#disconnectSome());
  }

  #disconnectSome(): void {
    for (const { engine } of this.#pendingDisconnects.splice(0, PARTED_PER_TURN))
      this.#ports.reset(engine);
    if (this.#pendingDisconnects.length > 0) this.#ports.clock.soon(() => this.#disconnectSome());
  }
}
