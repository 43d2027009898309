import type { Me, Person } from "#protocol";

/** Somebody in a room, with all their connections. */
interface Attendee {
  readonly userId: string;
  /** Absent for readers without a name. */
  person?: Person;
  /** Whether they can be known again when they come back. */
  lingers: boolean;
  /** Whether they are in the room on another node. */
  isElsewhere: boolean;
  connections: number;
  goneAtMs: number;
}

/**
 * Who is in one room on this node: people, however many connections each has. (SPEC PR1)
 *
 * Whoever can be known again stays for a while after their last connection has gone,
 * until `sweep` lets them go. (SPEC PR3)
 */
export class Roster {
  readonly #byConnection = new Map<string, Attendee>();
  readonly #byId = new Map<string, Attendee>();
  /** Those without a connection, in the order in which they went. */
  readonly #leaving = new Set<Attendee>();

  /** How many people are here. */
  get size(): number {
    return this.#byId.size;
  }

  /** Whether somebody is on their way out. */
  get hasLeaving(): boolean {
    return this.#leaving.size > 0;
  }

  /** Adds or renames a connection; returns the person if they were not here by name yet. (SPEC JR5, JR6) */
  add(connectionId: string, me: Me): Person | undefined {
    const attendee = this.#byConnection.get(connectionId) ?? this.#seat(connectionId, me);
    const person = personOf(me);
    attendee.lingers ||= person !== undefined || me.expiresAtMs !== undefined;
    // Whoever was named once is known by that name until they leave.
    if (!person) return undefined;
    const isNew = attendee.person === undefined;
    attendee.person = person;
    return isNew ? person : undefined;
  }

  /** Removes a connection; of one that is not here, nothing. */
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
   * Notes that somebody has come to another node, or has left it; returns whether they are
   * known here, too. Whoever is elsewhere does not leave: here they just go.
   */
  noteElsewhere(userId: string, isElsewhere: boolean): boolean {
    const attendee = this.#byId.get(userId);
    if (!attendee) return false;
    attendee.isElsewhere = isElsewhere;
    if (isElsewhere && this.#leaving.delete(attendee)) this.#byId.delete(userId);
    return true;
  }

  /** Lets those go whose last connection went by then, and yields the named ones of them, one by one. */
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
