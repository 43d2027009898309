import type { Identity } from "../ports/identity.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";

/** Maximum number of people remembered; for the others the store is read again. */
const PEOPLE = 20_000;

/** When people were first known here, as far as this node has read it. (SPEC MO6) */
export class KnownAuthors {
  readonly #store: Pick<ModerationStore, "recordVisit">;
  /** In order of use; undefined if a person is known, but not since when. */
  readonly #sinceMs = new Map<string, number | undefined>();

  constructor(store: Pick<ModerationStore, "recordVisit">) {
    this.#store = store;
  }

  /** Whether this node has not yet seen this person write. */
  isNew(userId: string): boolean {
    return !this.#sinceMs.has(userId);
  }

  /** Records that the store knows a person. */
  note(userId: string, sinceMs?: number): void {
    const known = sinceMs ?? this.#sinceMs.get(userId);
    this.#sinceMs.delete(userId);
    this.#sinceMs.set(userId, known);
    if (this.#sinceMs.size > PEOPLE) this.#sinceMs.delete(this.#sinceMs.keys().next().value!);
  }

  /** When somebody's account was created, or when they first wrote here, which may be now. */
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
