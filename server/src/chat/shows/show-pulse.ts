import type { ShowPulse } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import type { ShowStore } from "../ports/show-store.ts";
import { ActivityCount, emptyMinute } from "./count-activity.ts";
import { MINUTE_MS, minuteOf } from "./minute.ts";
import { readActivity } from "./read-activity.ts";

const HOUR_MINUTES = 60;
/** More than two thousand messages a minute, for an hour. */
const MOST_ENTRIES = 150_000;
/** How long a result is shared by everyone who watches a stream's pulse. */
const KEPT_MS = 10_000;
/** Maximum number of streams whose last pulse is kept. */
const MOST_KEPT = 200;

export interface ShowPulsePorts {
  readonly shows: ShowStore;
  readonly storeClock: Clock;
}

interface Kept {
  readonly atMs: number;
  readonly pulse: Promise<ShowPulse>;
}

/** The last hour of streams, read again at most every few seconds. (SPEC ST3) */
export class ShowPulses {
  readonly #ports: ShowPulsePorts;
  readonly #kept = new Map<string, Kept>();

  constructor(ports: ShowPulsePorts) {
    this.#ports = ports;
  }

  read(streamId: string): Promise<ShowPulse> {
    const nowMs = this.#ports.storeClock.nowMs();
    const kept = this.#kept.get(streamId);
    if (kept && Math.abs(nowMs - kept.atMs) < KEPT_MS) return kept.pulse;
    const pulse = readPulse(this.#ports, streamId, nowMs);
    this.#kept.delete(streamId);
    this.#kept.set(streamId, { atMs: nowMs, pulse });
    pulse.catch(() => this.#kept.delete(streamId));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return pulse;
  }
}

async function readPulse(
  ports: ShowPulsePorts,
  streamId: string,
  nowMs: number,
): Promise<ShowPulse> {
  const fromMs = minuteOf(nowMs) - (HOUR_MINUTES - 1) * MINUTE_MS;
  const toMs = fromMs + HOUR_MINUTES * MINUTE_MS;
  const count = new ActivityCount(MINUTE_MS);
  await readActivity(ports, streamId, { fromMs, toMs }, count, MOST_ENTRIES);
  count.addNotes(await ports.shows.readNotes(streamId, fromMs, toMs, HOUR_MINUTES));
  const byTime = new Map(count.minutes.map((minute) => [minute.atMs, minute]));
  const minutes = Array.from({ length: HOUR_MINUTES }, (_, i) => {
    const atMs = fromMs + i * MINUTE_MS;
    return byTime.get(atMs) ?? emptyMinute(atMs);
  });
  return { nowMs, minutes, people: count.people };
}
