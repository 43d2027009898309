import type { ViewerCount } from "#protocol";
import type { LogBatch } from "../chat/log-entry.ts";
import { Cohort, type CohortPorts } from "./cohort.ts";
import type { Subscriber } from "./subscriber.ts";

/**
 * How many are told together. One flush for all of a large room would make the last wait
 * for the first; a smaller one is encoded more often than it saves.
 */
export const COHORT_SIZE = 500;

/** To tell a silent crowd nothing but how many it is costs a write for each: the more there are, the more rarely. */
const COUNT_PATIENCE_MS = 1;
const LONGEST_PATIENCE_MS = 10_000;

/**
 * Those in one room, in cohorts that are told one after the other. (SPEC FO1)
 *
 * Each cohort is told of all that has come in up to its own turn, so that nobody's news
 * grows old while the others are written to.
 */
export class RoomAudience {
  readonly streamId: string;
  readonly #ports: CohortPorts;
  readonly #cohorts = new Set<Cohort>();

  readonly #cohortSize: number;

  constructor(streamId: string, ports: CohortPorts, cohortSize = COHORT_SIZE) {
    this.streamId = streamId;
    this.#ports = ports;
    this.#cohortSize = cohortSize;
  }

  get isTelling(): boolean {
    return this.#some(({ isTelling }) => isTelling) !== undefined;
  }

  *subscribers(): Iterable<[connectionId: string, subscriber: Subscriber]> {
    for (const cohort of this.#cohorts) yield* cohort.subscribers;
  }

  enter(connectionId: string, subscriber: Subscriber): void {
    const cohort =
      this.#some((one) => one.has(connectionId)) ??
      this.#some(({ size }) => size < this.#cohortSize) ??
      this.#open();
    cohort.enter(connectionId, subscriber);
  }

  exit(connectionId: string): void {
    this.#some((one) => one.has(connectionId))?.exit(connectionId);
  }

  entries(batch: LogBatch): void {
    for (const cohort of this.#cohorts) cohort.entries(batch);
  }

  viewerCount(count: ViewerCount): void {
    let size = 0;
    for (const cohort of this.#cohorts) size += cohort.size;
    const patienceMs = Math.min(size * COUNT_PATIENCE_MS, LONGEST_PATIENCE_MS);
    for (const cohort of this.#cohorts) cohort.viewerCount(count, patienceMs);
  }

  /** Drops what was not told yet, and makes everyone connect anew. */
  reset(): void {
    for (const cohort of [...this.#cohorts]) cohort.reset();
  }

  #some(is: (cohort: Cohort) => boolean): Cohort | undefined {
    for (const cohort of this.#cohorts) if (is(cohort)) return cohort;
    return undefined;
  }

  #open(): Cohort {
    const cohort: Cohort = new Cohort(this.streamId, {
      ...this.#ports,
      onIdle: () => {
        this.#cohorts.delete(cohort);
        if (this.#cohorts.size === 0) this.#ports.onIdle();
      },
    });
    const missed = this.#mostPending();
    this.#cohorts.add(cohort);
    // A subscription may begin with what the others are about to be told.
    if (missed && missed.entries.length > 0) cohort.entries(missed);
    return cohort;
  }

  #mostPending(): Cohort["pending"] | undefined {
    let most: Cohort["pending"] | undefined;
    for (const { pending } of this.#cohorts)
      if (pending.entries.length > (most?.entries.length ?? 0)) most = pending;
    return most;
  }
}
