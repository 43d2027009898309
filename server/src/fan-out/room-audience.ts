import type { ViewerCount } from "#protocol";
import type { LogBatch } from "../chat/ports/log-entry.ts";
import { AudienceShard, type AudienceShardPorts } from "./audience-shard.ts";
import type { Subscriber } from "./subscriber.ts";

/**
 * Subscribers per shard. With one flush for a whole large room, the last subscriber would wait for
 * all others; smaller shards cost more encoding than they save.
 */
export const SHARD_SIZE = 500;

/** A count without entries costs a write per subscriber, so it waits longer the more there are. */
const COUNT_PATIENCE_MS = 1;
const LONGEST_PATIENCE_MS = 10_000;

/**
 * The subscribers of one room, in shards that are flushed one after another. (SPEC FO1)
 *
 * Each flush contains everything that arrived before the shard's own turn, so no entry gets old
 * while other shards are written.
 */
export class RoomAudience {
  readonly streamId: string;
  readonly #ports: AudienceShardPorts;
  readonly #shards = new Set<AudienceShard>();

  readonly #cohortSize: number;

  constructor(streamId: string, ports: AudienceShardPorts, cohortSize = SHARD_SIZE) {
    this.streamId = streamId;
    this.#ports = ports;
    this.#cohortSize = cohortSize;
  }

  get isTelling(): boolean {
    return this.#some(({ isFlushing: isTelling }) => isTelling) !== undefined;
  }

  *subscribers(): Iterable<[connectionId: string, subscriber: Subscriber]> {
    for (const shard of this.#shards) yield* shard.subscribers;
  }

  enter(connectionId: string, subscriber: Subscriber): void {
    const shard =
      this.#some((one) => one.has(connectionId)) ??
      this.#some(({ size }) => size < this.#cohortSize) ??
      this.#open();
    shard.enter(connectionId, subscriber);
  }

  exit(connectionId: string): void {
    this.#some((one) => one.has(connectionId))?.exit(connectionId);
  }

  entries(batch: LogBatch): void {
    for (const shard of this.#shards) shard.entries(batch);
  }

  viewerCount(count: ViewerCount): void {
    let size = 0;
    for (const shard of this.#shards) size += shard.size;
    const patienceMs = Math.min(size * COUNT_PATIENCE_MS, LONGEST_PATIENCE_MS);
    for (const shard of this.#shards) shard.viewerCount(count, patienceMs);
  }

  /** Drops pending entries, and makes every subscriber reconnect. */
  reset(): void {
    for (const shard of [...this.#shards]) shard.reset();
  }

  #some(is: (shard: AudienceShard) => boolean): AudienceShard | undefined {
    for (const shard of this.#shards) if (is(shard)) return shard;
    return undefined;
  }

  #open(): AudienceShard {
    const shard: AudienceShard = new AudienceShard(this.streamId, {
      ...this.#ports,
      onIdle: () => {
        this.#shards.delete(shard);
        if (this.#shards.size === 0) this.#ports.onIdle();
      },
    });
    const missed = this.#mostPending();
    this.#shards.add(shard);
    // A subscription may start with entries that the others are about to receive.
    if (missed && missed.entries.length > 0) shard.entries(missed);
    return shard;
  }

  #mostPending(): AudienceShard["pending"] | undefined {
    let most: AudienceShard["pending"] | undefined;
    for (const { pending } of this.#shards)
      if (pending.entries.length > (most?.entries.length ?? 0)) most = pending;
    return most;
  }
}
