import type { MessageRejected, Person, PresenceNotice } from "#protocol";
import type { Append } from "./append.ts";
import type { PresenceEvent } from "./audience.ts";
import type { LogBatch } from "./log-entry.ts";
import type { Trimmed } from "./message-log.ts";
import type { ReservedNameChange } from "./reserved-name-store.ts";

/** Events on this node that concern other features, other nodes or webhooks. */
export interface DomainEventMap {
  /** Entries were committed and shown to the rooms of this node. (SPEC LOG6) */
  "entries-committed": readonly LogBatch[];
  /**
   * A batch was committed, with the entries that follow from it. Emitted after all other events of
   * that batch.
   */
  "appends-committed": readonly Append[];
  /** Retention deleted entries. (SPEC LOG8) */
  "entries-trimmed": readonly Trimmed[];
  /** A stream's policy has changed. (SPEC MO12) */
  "policy-changed": { streamId: string; version: number };
  /** Something was done to a channel: its audit log has changed, and maybe its policy. (SPEC CH4) */
  "channel-changed": { channelId: string; version: number };
  /** The review queue or the audit log of a stream has changed. (SPEC MO11) */
  "review-changed": { streamId: string };
  /** An openly held message was rejected, or no longer fits into the queue. (SPEC HE7) */
  "message-rejected": RejectedMessage;
  /** A filter held a message back. (SPEC HE1) */
  "message-held": { streamId: string };
  /** Staff allowed somebody to post one message with links. (SPEC FI14) */
  "link-permitted": { streamId: string; userId: string };
  /** That message was sent. */
  "link-permit-used": { streamId: string; userId: string };
  /** A name was reserved or released. (SPEC ID7) */
  "reserved-name-changed": ReservedNameChange;
  /** A chat session was ended. (SPEC SI6) */
  "session-ended": { sessionId: string };
  /** A person joined or left a small room. (SPEC JR6, LR2) */
  "presence-changed": { event: PresenceEvent; notice: PresenceNotice };
  /** A person with a name joined a room of any size. (SPEC WH2) */
  "person-arrived": { streamId: string; person: Person };
}

/** The author of the message. */
export interface RejectedMessage extends MessageRejected {
  userId: string;
}

type Listener<Payload> = (payload: Payload) => void;

/**
 * Carries domain events from the feature that emits them to subscribers.
 *
 * Listeners run synchronously, in the order in which they subscribed, and an error they throw
 * reaches the emitter. Messages from other nodes are applied without an event, so nothing is
 * published twice.
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
