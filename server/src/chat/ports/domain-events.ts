import type { MessageRejected, Person, PresenceNotice } from "#protocol";
import type { Append } from "./append.ts";
import type { PresenceEvent } from "./audience.ts";
import type { LogBatch } from "./log-entry.ts";
import type { Trimmed } from "./message-log.ts";
import type { ReservedNameChange } from "./reserved-name-store.ts";

/** What happens on this node and concerns others: other features, other nodes, webhooks. */
export interface DomainEventMap {
  /** Entries were committed and shown to the rooms of this node. (SPEC LOG6) */
  "entries-committed": readonly LogBatch[];
  /** A batch was committed, with what it led to. Comes after all other events of that batch. */
  "appends-committed": readonly Append[];
  /** Retention deleted entries. (SPEC LOG8) */
  "entries-trimmed": readonly Trimmed[];
  /** Who may write what has changed in a stream. (SPEC MO12) */
  "policy-changed": { streamId: string; version: number };
  /** The review queue or the audit log of a stream has changed. (SPEC MO11) */
  "review-changed": { streamId: string };
  /** A message that was held openly was not let in. (SPEC HE7) */
  "message-rejected": RejectedMessage;
  /** A filter held a message back. (SPEC HE1) */
  "message-held": { streamId: string };
  /** Staff let somebody post one message with links. (SPEC FI14) */
  "link-permitted": { streamId: string; userId: string };
  /** That message was sent. */
  "link-permit-used": { streamId: string; userId: string };
  /** A name was reserved or released. (SPEC ID7) */
  "reserved-name-changed": ReservedNameChange;
  /** A chat session was ended. (SPEC SI6) */
  "session-ended": { sessionId: string };
  /** Somebody came to a small room or left it. (SPEC JR6, LR2) */
  "presence-changed": { event: PresenceEvent; notice: PresenceNotice };
  /** Somebody with a name came to a room, however large it is. (SPEC WH2) */
  "person-arrived": { streamId: string; person: Person };
}

/** Whose message it was. */
export interface RejectedMessage extends MessageRejected {
  userId: string;
}

type Listener<Payload> = (payload: Payload) => void;

/**
 * Carries domain events from the feature in which something happens to whoever subscribed.
 *
 * Listeners run at once, in the order in which they subscribed, and what one throws reaches
 * the emitter. What other nodes tell is applied without an event, so nothing is told twice.
 */
export class DomainEvents {
  readonly #listeners = new Map<keyof DomainEventMap, Listener<never>[]>();

  on<Name extends keyof DomainEventMap>(name: Name, run: Listener<DomainEventMap[Name]>): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), run]);
  }

  emit<Name extends keyof DomainEventMap>(name: Name, payload: DomainEventMap[Name]): void {
    for (const run of this.#listeners.get(name) ?? [])
      (run as Listener<DomainEventMap[Name]>)(payload);
  }
}
