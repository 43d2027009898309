import type { Identity } from "../ports/identity.ts";
import type { Clock } from "../ports/clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";

/** Maximum number of people remembered; for the others the store is read again. */
const PEOPLE = 20_000;
/** The store forgets guests who were not seen for long, so it is told again of those who write on. */
const NOTED_EVERY_MS = 24 * 60 * 60_000;

interface KnownAuthor {
  /** Undefined if they are known, but not since when. */
  readonly sinceMs: number | undefined;
  /** When the store was told of them. */
  readonly notedAtMs: number;
}

/** When people were first known here, as far as this node has read it. (SPEC MO6) */
export class KnownAuthors {
  readonly #store: Pick<ModerationStore, "recordVisit">;
  readonly #clock: Clock;
  /** In order of use. */
  readonly #authors = new Map<string, KnownAuthor>();

  constructor(store: Pick<ModerationStore, "recordVisit">, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Whether the store has to be told of this person: this node has not done so within a day. */
  isNew(userId: string): boolean {
    return this.#noted(userId) === undefined;
  }

  /** Records that the store knows a person. */
  note(userId: string, sinceMs = this.#authors.get(userId)?.sinceMs): void {
    const notedAtMs = this.#noted(userId)?.notedAtMs ?? this.#clock.nowMs();
    this.#authors.delete(userId);
    this.#authors.set(userId, { sinceMs, notedAtMs });
    if (this.#authors.size > PEOPLE) this.#authors.delete(this.#authors.keys().next().value!);
  }

  /** When somebody's account was created, or when they first wrote here, which may be now. */
  async sinceMs(identity: Identity, addressHash: string | undefined): Promise<number> {
    if (identity.kind === "member" && identity.createdAtMs !== undefined)
      return identity.createdAtMs;
    const { userId } = identity;
    const known = this.#authors.get(userId)?.sinceMs;
    if (known !== undefined) return known;
    const sinceMs = await this.#store.recordVisit(userId, addressHash);
    this.note(userId, sinceMs);
    return sinceMs;
  }

  /** What is known of a person, as long as the store does not have to be told again. */
  #noted(userId: string): KnownAuthor | undefined {
    const known = this.#authors.get(userId);
    return known && this.#clock.nowMs() - known.notedAtMs < NOTED_EVERY_MS ? known : undefined;
  }
}
