import type { SessionStore } from "../ports/session-store.ts";
import type { StoreClock } from "../ports/store-clock.ts";

/** How long an ended session is remembered: longer than its last token is valid. (SPEC SI4) */
const REMEMBERED_MS = 15 * 60_000;
/** A late commit becomes readable a little later, so each read overlaps the previous ones. */
const OVERLAP_MS = 10_000;

/**
 * Chat sessions that ended recently on any node. (SPEC SI6)
 *
 * Their tokens are refused. The store is read every second, so the end of a session takes effect on
 * every node within 2 s, even if nodes do not receive each other's messages.
 */
export class EndedSessions {
  readonly #store: Pick<SessionStore, "endedSince">;
  readonly #time: StoreClock;
  /** When this node learned of each ended session, in that order. */
  readonly #heardAtMs = new Map<string, number>();
  #readUntilMs: number | undefined;

  constructor(store: Pick<SessionStore, "endedSince">, time: StoreClock) {
    this.#store = store;
    this.#time = time;
  }

  has(sessionId: string): boolean {
    return this.#heardAtMs.has(sessionId);
  }

  /** Records an ended session; returns false if it was known. */
  note(sessionId: string): boolean {
    if (this.has(sessionId)) return false;
    this.#heardAtMs.set(sessionId, this.#time.nowMs());
    return true;
  }

  /** Reads the sessions that ended since the last read; resolves with the new ones. */
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
