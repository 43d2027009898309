import type { ViewerCount } from "#protocol";
import type { LogBatch, LogEntry } from "../chat/ports/log-entry.ts";
import type { FanOutCounts } from "./fan-out-stats.ts";
import { flushIntervalMs, nextRate } from "./flush-interval.ts";
import { FlushFrames } from "./flush-frames.ts";
import type { Frame } from "./frame.ts";
import type { FlushScheduler } from "./flush-scheduler.ts";
import type { FlushCostTracker } from "./flush-cost-tracker.ts";
import type { LoopClock } from "./loop-clock.ts";
import { AuthorDictionary } from "./author-dictionary.ts";
import { SLICE_CHECK, SLICE_MS } from "./time-slice.ts";
import type { Subscriber, Writer } from "./subscriber.ts";

export interface AudienceShardPorts {
  clock: LoopClock;
  turns: FlushScheduler;
  flushCosts: FlushCostTracker;
  counts: FanOutCounts;
  /** Called when the shard is empty and no flush is in progress. */
  onIdle: () => void;
}

/**
 * A part of a room's subscribers, which are flushed together, and the entries that wait for the
 * next flush. (SPEC FO1)
 *
 * Entries are collected; the first one after a quiet period is flushed at once. A flush is encoded
 * once and written in slices, so that joins and answers are not delayed. A shard runs one flush at
 * a time.
 */
export class AudienceShard {
  readonly streamId: string;
  readonly #ports: AudienceShardPorts;
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #authors = new AuthorDictionary();
  #pending: LogEntry[] = [];
  #epoch = "";
  #count: ViewerCount | undefined;
  #countedAtMs = -Infinity;
  #isFlushing = false;
  #startedAtMs = -Infinity;
  /** When the next flush may begin. */
  #dueMs = -Infinity;
  #rate = 0;
  #lastCostMs = 0;
  /** Stands for this shard among the costs: those are kept until the next flush of any shard. */
  readonly #costKey = {};

  constructor(streamId: string, ports: AudienceShardPorts) {
    this.streamId = streamId;
    this.#ports = ports;
  }

  get subscribers(): Iterable<[connectionId: string, subscriber: Subscriber]> {
    return this.#subscribers;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  /** Whether a flush is in progress, or waits until it is due. */
  get isFlushing(): boolean {
    return this.#isFlushing;
  }

  /** Entries that were not flushed yet. */
  get pending(): Pick<LogBatch, "epoch" | "entries"> {
    return { entries: this.#pending, epoch: this.#epoch };
  }

  has(connectionId: string): boolean {
    return this.#subscribers.has(connectionId);
  }

  enter(connectionId: string, subscriber: Subscriber): void {
    const before = this.#subscribers.get(connectionId);
    if (before) before.isOver = true;
    subscriber.generation = this.#authors.current;
    this.#subscribers.set(connectionId, subscriber);
  }

  exit(connectionId: string): void {
    const subscriber = this.#subscribers.get(connectionId);
    if (subscriber) subscriber.isOver = true;
    this.#subscribers.delete(connectionId);
    this.#reportIdle();
  }

  entries({ epoch, entries }: Pick<LogBatch, "epoch" | "entries">): void {
    this.#epoch = epoch;
    for (const entry of entries) this.#pending.push(entry);
    this.#start();
  }

  /** Sends a count with the next flush, or alone `patienceMs` after the last one. (SPEC PR1) */
  viewerCount(count: ViewerCount, patienceMs: number): void {
    const isWaiting = this.#count !== undefined;
    const joined = (this.#count?.joined ?? 0) + (count.joined ?? 0);
    this.#count = { ...count, ...(joined > 0 && { joined }) };
    if (isWaiting || this.#isFlushing) return;
    const { clock } = this.#ports;
    const waitMs = this.#countedAtMs + patienceMs - clock.nowMs();
    if (waitMs <= 0) this.#start();
    else clock.after(waitMs, () => this.#count && this.#start());
  }

  /** Drops pending entries, and makes every subscriber reconnect. */
  reset(): void {
    this.#pending = [];
    for (const [connectionId, { writer }] of [...this.#subscribers]) {
      this.exit(connectionId);
      writer.close();
    }
  }

  #start(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    const { clock, flushCosts } = this.#ports;
    // The expected cost counts at once, because the other shards of the room depend on it.
    flushCosts.record(this.#costKey, this.#lastCostMs);
    const waitMs = this.#dueMs - clock.nowMs();
    if (waitMs > 0) clock.after(waitMs, () => this.#flushInTurn());
    // Runs after the acks of the senders, and with everything else that this turn adds.
    else clock.soon(() => this.#flushInTurn());
  }

  /** Entries that arrive while the flush waits for its turn are included. */
  #flushInTurn(): void {
    this.#ports.turns.take(this.streamId, () => this.#flush());
  }

  #flush(): void {
    const { clock } = this.#ports;
    const nowMs = clock.nowMs();
    this.#rate = nextRate(this.#rate, this.#pending.length, nowMs - this.#startedAtMs);
    this.#startedAtMs = nowMs;
    this.#authors.renew(nowMs);
    const flush = {
      streamId: this.streamId,
      epoch: this.#epoch,
      entries: this.#pending,
      count: this.#count,
      packer: this.#authors.packer,
    };
    this.#pending = [];
    if (this.#count) this.#countedAtMs = nowMs;
    this.#count = undefined;
    const firstSeq = flush.entries[0]?.seq ?? Infinity;
    const frames = new FlushFrames(flush);
    this.#writeSlice([...this.#subscribers.values()], 0, 0, (subscriber) => {
      const frame = this.#frameFor(subscriber, frames, firstSeq);
      if (frame) this.#write(subscriber.writer, frame, flush.entries.length);
    });
  }

  #frameFor(subscriber: Subscriber, frames: FlushFrames, firstSeq: number): Frame | undefined {
    const { form, fromSeq } = subscriber;
    // It lacks the entries that its join was answered with, and so the authors in them.
    if (fromSeq >= firstSeq) subscriber.generation = this.#authors.current;
    if (frames.hasOwn(subscriber.userId)) {
      // It gets authors by name, like a newcomer, because the others do not receive its frame.
      subscriber.generation = this.#authors.current;
      return frames.forNewcomer(form, fromSeq, subscriber.userId);
    }
    return form === "entries" && this.#authors.knows(subscriber.generation)
      ? frames.forRegulars()
      : frames.forNewcomer(form, fromSeq);
  }

  #write(writer: Writer, frame: Frame, entryCount: number): void {
    const { counts } = this.#ports;
    counts.bytes += writer.write(frame);
    counts.writes += 1;
    counts.deliveries += entryCount;
  }

  /** Writes to some subscribers, yields to other work, and continues with the rest. */
  #writeSlice(
    subscribers: readonly Subscriber[],
    first: number,
    costMs: number,
    tell: (subscriber: Subscriber) => void,
  ): void {
    const { clock } = this.#ports;
    const startMs = clock.nowMs();
    let next = first;
    while (next < subscribers.length) {
      const subscriber = subscribers[next++]!;
      if (!subscriber.isOver) tell(subscriber);
      if (next % SLICE_CHECK === 0 && clock.nowMs() - startMs >= SLICE_MS) break;
    }
    clock.behindTicks(() => {
      const spentMs = costMs + clock.nowMs() - startMs;
      if (next === subscribers.length) this.#waitForNext(spentMs);
      else clock.soon(() => this.#writeSlice(subscribers, next, spentMs, tell));
    });
  }

  /** Waits until the next flush is due; the shard is idle if nothing is pending yet. */
  #waitForNext(costMs: number): void {
    const { clock, turns, flushCosts, counts } = this.#ports;
    const nowMs = clock.nowMs();
    this.#lastCostMs = costMs;
    flushCosts.record(this.#costKey, costMs);
    const intervalMs = flushIntervalMs(flushCosts.costMs(nowMs), this.#rate);
    counts.flushes += 1;
    counts.flushMs += costMs;
    counts.intervalMs += intervalMs;
    this.#dueMs = this.#startedAtMs + intervalMs;
    if (this.#pending.length > 0 || this.#count !== undefined)
      clock.after(Math.max(0, this.#dueMs - nowMs), () => this.#flushInTurn());
    else {
      // No timer for the end of the wait: most small rooms have nothing to send by then.
      this.#isFlushing = false;
      flushCosts.forgetAt(this.#costKey, this.#dueMs);
      this.#reportIdle();
    }
    turns.done();
  }

  #reportIdle(): void {
    if (this.#subscribers.size === 0 && !this.#isFlushing) this.#ports.onIdle();
  }
}
