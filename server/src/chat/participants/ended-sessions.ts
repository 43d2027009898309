import type { SessionStore } from "../ports/session-store.ts";
import type { StoreClock } from "../ports/store-clock.ts";

/** How long an ended session is remembered: longer than its last token lives. (SPEC SI4) */
const REMEMBERED_MS = 15 * 60_000;
/** What was committed late is told a little later: so the last rounds are read again. */
const OVERLAP_MS = 10_000;

/**
 * The chat sessions that were ended lately, on whichever node, by whom ever. (SPEC SI6)
 *
 * Their tokens are refused from then on. The store is asked every second: so what was
 * ended holds on every node within 2 s, whether the nodes hear each other or not.
 */
export class EndedSessions {
  readonly #store: Pick<SessionStore, "endedSince">;
  readonly #time: StoreClock;
  /** When each was heard of, in that order. */
  readonly #heardAtMs = new Map<string, number>();
  #readUntilMs: number | undefined;

  constructor(store: Pick<SessionStore, "endedSince">, time: StoreClock) {
    this.#store = store;
    this.#time = time;
  }

  has(sessionId: string): boolean {
    return this.#heardAtMs.has(sessionId);
  }

  /** Takes note of one that was ended; false if it was known. */
  note(sessionId: string): boolean {
    if (this.has(sessionId)) return false;
    this.#heardAtMs.set(sessionId, this.#time.nowMs());
    return true;
  }

  /** Asks the store which were ended since it was asked last; resolves with those that are new. */
  async read(): Promise<string[]> {
    const sinceMs = (this.#readUntilMs ?? this.#time.nowMs() - REMEMBERED_MS) - OVERLAP_MS;
    const { nowMs, ids } = await this.#time.learn(() => this.#store.endedSince(sinceMs));
    this.#readUntilMs = nowMs;
    this.#forgetOld();
    return ids.filter((id) => this.note(id));
  }

  #forgetOld(): void {
    const untilMs = this.#time.nowMs() - REMEMBERED_MS;
    for (const [id, heardAtMs] of this.#heardAtMs) {
      if (heardAtMs > untilMs) return;
      this.#heardAtMs.delete(id);
    }
  }
}
