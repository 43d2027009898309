import type { RepeatCounts } from "./filter-context.ts";
import { RecentTexts, type Utterance } from "./recent-texts.ts";

const NONE: RepeatCounts = { byOne: 0, byMany: 0 };
/** What is kept for all streams together, some 100 bytes each. */
const MAX_KEPT = 200_000;

/** What was written of late in the streams whose filters ask for it. (SPEC FI8) */
export class RecentTextsByStream {
  /** The stream written in last stands last. */
  readonly #byStream = new Map<string, RecentTexts>();
  #kept = 0;

  repeats(
    streamId: string,
    key: string,
    who: Omit<Utterance, "text">,
    sinceMs: number,
  ): RepeatCounts {
    return this.#byStream.get(streamId)?.repeats(key, who, sinceMs) ?? NONE;
  }

  /** Notes what was written; what it returns takes that back. */
  note(streamId: string, utterance: Utterance, nowMs: number): () => void {
    const recent = this.#byStream.get(streamId) ?? new RecentTexts();
    this.#byStream.delete(streamId);
    this.#byStream.set(streamId, recent);
    const before = recent.size;
    const takeBack = recent.note(utterance, nowMs);
    this.#kept += recent.size - before;
    this.#forget(streamId);
    return () => {
      const size = recent.size;
      takeBack();
      if (this.#byStream.get(streamId) === recent) this.#kept += recent.size - size;
    };
  }

  /** Forgets whole streams, those written in least recently first. */
  #forget(streamId: string): void {
    for (const [oldest, { size }] of this.#byStream) {
      if (this.#kept <= MAX_KEPT || oldest === streamId) return;
      this.#byStream.delete(oldest);
      this.#kept -= size;
    }
  }
}
