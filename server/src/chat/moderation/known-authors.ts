import type { Identity } from "../ports/identity.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";

/** People remembered; of those who are forgotten, the store is asked again. */
const PEOPLE = 20_000;

/** Since when people are known here, as far as this node has learned it. (SPEC MO6) */
export class KnownAuthors {
  readonly #store: Pick<ModerationStore, "recordVisit">;
  /** In the order of use; undefined of those who are known, but not since when. */
  readonly #sinceMs = new Map<string, number | undefined>();

  constructor(store: Pick<ModerationStore, "recordVisit">) {
    this.#store = store;
  }

  /** Whether this node has not seen somebody write. */
  isNew(userId: string): boolean {
    return !this.#sinceMs.has(userId);
  }

  /** Takes note that the store knows somebody. */
  note(userId: string, sinceMs?: number): void {
    const known = sinceMs ?? this.#sinceMs.get(userId);
    this.#sinceMs.delete(userId);
    this.#sinceMs.set(userId, known);
    if (this.#sinceMs.size > PEOPLE) this.#sinceMs.delete(this.#sinceMs.keys().next().value!);
  }

  /** Since when somebody has their account, or was first seen to write, which may be now. */
  async sinceMs(identity: Identity, addressHash: string | undefined): Promise<number> {
    if (identity.kind === "member" && identity.createdAtMs !== undefined)
      return identity.createdAtMs;
    const { userId } = identity;
    const known = this.#sinceMs.get(userId);
    if (known !== undefined) return known;
    const sinceMs = await this.#store.recordVisit(userId, addressHash);
    this.note(userId, sinceMs);
    return sinceMs;
  }
}
