import type { Person } from "#protocol";
import type { LogRow } from "../../client/index.ts";

const MAX_PEOPLE = 2_000;

/** A person seen here, with their newest message that was not removed. */
export interface KnownPerson extends Person {
  readonly messageId?: string;
}

/** People that staff can name, including those without messages, whose sanctions can be lifted. */
export class PersonLookup {
  readonly #people = new Map<string, KnownPerson>();
  #rows: readonly LogRow[] = [];
  #lastSeq = 0;

  /** Adds the authors of new rows. */
  take(rows: readonly LogRow[]): void {
    if (rows === this.#rows) return;
    this.#rows = rows;
    const first = rows.findLastIndex(({ seq }) => seq <= this.#lastSeq) + 1;
    for (const row of rows.slice(first))
      if (row.kind === "message") {
        const { userId, nickname, avatarUrl, id: messageId } = row;
        this.add({ userId, nickname, messageId, ...(avatarUrl && { avatarUrl }) });
      }
    this.#lastSeq = rows.at(-1)?.seq ?? this.#lastSeq;
  }

  /** The most recently seen people are forgotten last. */
  add(person: KnownPerson): void {
    const known = { ...this.#people.get(person.userId), ...person };
    this.#people.delete(person.userId);
    this.#people.set(person.userId, known);
    const [oldest] = this.#people.keys();
    if (this.#people.size > MAX_PEOPLE && oldest !== undefined) this.#people.delete(oldest);
  }

  get all(): Iterable<KnownPerson> {
    return this.#people.values();
  }

  find(userId: string): KnownPerson | undefined {
    return this.#people.get(userId);
  }
}
