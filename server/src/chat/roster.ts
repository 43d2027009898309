import type { Me, Person } from "#protocol";

/** Who is in one room on this node. */
export class Roster {
  readonly #connections = new Map<string, Me>();
  /** How many connections each named person has here. */
  readonly #people = new Map<string, number>();

  get size(): number {
    return this.#connections.size;
  }

  /** Adds or renames a connection; returns the person if they were not here yet. (SPEC JR5, JR6) */
  add(connectionId: string, me: Me): Person | undefined {
    const before = this.#connections.get(connectionId);
    const person = personOf(me);
    // Whoever was named once is known by that name until they leave.
    if (before && !person && personOf(before)) return undefined;
    this.#connections.set(connectionId, me);
    if (!person || (before && personOf(before))) return undefined;
    const count = (this.#people.get(person.userId) ?? 0) + 1;
    this.#people.set(person.userId, count);
    return count === 1 ? person : undefined;
  }

  /** Removes a connection; returns the person if that was their last. (SPEC LR2) */
  remove(connectionId: string): Person | undefined {
    const me = this.#connections.get(connectionId);
    this.#connections.delete(connectionId);
    const person = me && personOf(me);
    if (!person) return undefined;
    const count = (this.#people.get(person.userId) ?? 1) - 1;
    if (count > 0) this.#people.set(person.userId, count);
    else this.#people.delete(person.userId);
    return count > 0 ? undefined : person;
  }
}

function personOf({ userId, nickname, avatarUrl }: Me): Person | undefined {
  return nickname ? { userId, nickname, ...(avatarUrl && { avatarUrl }) } : undefined;
}
