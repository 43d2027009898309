import type { Me, Person } from "#protocol";

/** A person in a room, with all of their connections. */
interface Attendee {
  readonly userId: string;
  /** Absent for readers without a name. */
  person?: Person;
  /** Whether they can be recognised when they come back. */
  lingers: boolean;
  /** Whether they are also in the room on another node. */
  isElsewhere: boolean;
  connections: number;
  goneAtMs: number;
}

/**
 * The people in one room on this node, however many connections each has. (SPEC PR1)
 *
 * A person who can be recognised stays for a while after their last connection has closed, until
 * `sweep` removes them. (SPEC PR3)
 */
export class Roster {
  readonly #byConnection = new Map<string, Attendee>();
  readonly #byId = new Map<string, Attendee>();
  /** People without a connection, in the order in which they left. */
  readonly #leaving = new Set<Attendee>();

  /** Number of people in the room. */
  get size(): number {
    return this.#byId.size;
  }

  /** Whether somebody has left and was not removed yet. */
  get hasLeaving(): boolean {
    return this.#leaving.size > 0;
  }

  /**
   * Adds or renames a connection; returns the person if they were not here by name yet.
   * (SPEC JR5, JR6)
   */
  add(connectionId: string, me: Me): Person | undefined {
    const attendee = this.#byConnection.get(connectionId) ?? this.#seat(connectionId, me);
    const person = personOf(me);
    attendee.lingers ||= person !== undefined || me.expiresAtMs !== undefined;
    // A person who was named once keeps that name until they leave.
    if (!person) return undefined;
    const isNew = attendee.person === undefined;
    attendee.person = person;
    return isNew ? person : undefined;
  }

  /** Removes a connection; does nothing if it is not here. */
  remove(connectionId: string, nowMs: number): void {
    const attendee = this.#byConnection.get(connectionId);
    if (!attendee) return;
    this.#byConnection.delete(connectionId);
    if (--attendee.connections > 0) return;
    attendee.goneAtMs = nowMs;
    if (attendee.lingers && !attendee.isElsewhere) this.#leaving.add(attendee);
    else this.#byId.delete(attendee.userId);
  }

  /**
   * Records that a person has joined or left on another node; returns whether they are known here,
   * too. A person who is on another node is removed here without an event.
   */
  noteElsewhere(userId: string, isElsewhere: boolean): boolean {
    const attendee = this.#byId.get(userId);
    if (!attendee) return false;
    attendee.isElsewhere = isElsewhere;
    if (isElsewhere && this.#leaving.delete(attendee)) this.#byId.delete(userId);
    return true;
  }

  /** Removes people whose last connection closed by then, and yields the named ones one by one. */
  *sweep(goneByMs: number): Iterable<Person> {
    for (const attendee of this.#leaving) {
      if (attendee.goneAtMs > goneByMs) return;
      this.#leaving.delete(attendee);
      this.#byId.delete(attendee.userId);
      if (attendee.person) yield attendee.person;
    }
  }

  #seat(connectionId: string, { userId }: Me): Attendee {
    let attendee = this.#byId.get(userId);
    if (!attendee) {
      attendee = { userId, lingers: false, isElsewhere: false, connections: 0, goneAtMs: 0 };
      this.#byId.set(userId, attendee);
    }
    this.#leaving.delete(attendee);
    attendee.connections += 1;
    this.#byConnection.set(connectionId, attendee);
    return attendee;
  }
}

function personOf({ userId, nickname, avatarUrl }: Me): Person | undefined {
  return nickname ? { userId, nickname, ...(avatarUrl && { avatarUrl }) } : undefined;
}
