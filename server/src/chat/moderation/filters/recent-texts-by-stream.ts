import type { RepeatCounts } from "./filter-context.ts";
import { RecentTexts, type Utterance } from "./recent-texts.ts";

const NONE: RepeatCounts = { byOne: 0, byMany: 0 };
/** Maximum number of texts kept for all streams, at some 100 bytes each. */
const MAX_KEPT = 200_000;

/** Recent texts of the streams whose filters need them. (SPEC FI8) */
export class RecentTextsByStream {
  /** In order of the last write. */
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

  /** Records a text; the returned function removes it again. */
  note(streamId: string, utterance: Utterance, nowMs: number): () => void {
    const recent = this.#byStream.get(streamId) ?? new RecentTexts();
    this.#byStream.delete(streamId);
    this.#byStream.set(streamId, recent);
    const before = recent.size;
    const takeBack = recent.note(utterance, nowMs);
    this.#kept += recent.size - before;
    this.#dropOldest(streamId);
    return () => {
      const size = recent.size;
      takeBack();
      if (this.#byStream.get(streamId) === recent) this.#kept += recent.size - size;
    };
  }

  /** Forgets a stream that is no longer in memory. */
  forget(streamId: string): void {
    this.#kept -= this.#byStream.get(streamId)?.size ?? 0;
    this.#byStream.delete(streamId);
  }

  /** Forgets whole streams, least recently written first. */
  #dropOldest(streamId: string): void {
    for (const oldest of this.#byStream.keys()) {
      if (this.#kept <= MAX_KEPT || oldest === streamId) return;
      this.forget(oldest);
    }
  }
}
