import { LatencyHistogram } from "./latency-histogram.ts";
import type { Mark } from "./mark.ts";
import type { Viewer } from "./viewer.ts";

/** What was sent to a room: how many messages, and the sum of their numbers. */
export interface Sent {
  sent: number;
  numberSum: number;
}

/** What a generator's viewers received during one load. */
export interface Heard {
  deliveries: number;
  /** Number of viewers that received each message exactly once. */
  complete: number;
  bytes: number;
  early: [bucket: number, count: number][];
  late: [bucket: number, count: number][];
}

/**
 * Counts deliveries and their latencies, separately for the first and the second half of a load.
 */
export class DeliveryCount {
  #early = new LatencyHistogram();
  #late = new LatencyHistogram();
  #halfway: number;

  constructor(halfway: number) {
    this.#halfway = halfway;
  }

  get deliveries(): number {
    return this.#early.total + this.#late.total;
  }

  take(viewer: Viewer, marks: readonly Mark[], nowMs: number): void {
    for (const { sentAtMs, number } of marks) {
      viewer.received++;
      viewer.numberSum += number;
      (number < this.#halfway ? this.#early : this.#late).add(nowMs - sentAtMs);
    }
  }

  /** The result, once everything sent to its room should have arrived at each viewer. */
  sum(viewers: readonly Viewer[], sentTo: (room: string) => Sent): Heard {
    const isComplete = (viewer: Viewer) => {
      const { sent, numberSum } = sentTo(viewer.room);
      return viewer.received === sent && viewer.numberSum === numberSum;
    };
    return {
      deliveries: this.deliveries,
      complete: viewers.filter(isComplete).length,
      bytes: viewers.reduce((sum, { bytes }) => sum + bytes, 0),
      early: this.#early.toSparse(),
      late: this.#late.toSparse(),
    };
  }
}
