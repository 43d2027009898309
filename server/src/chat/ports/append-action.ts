import type { HeldReason, ModerationAction, Person, Role } from "#protocol";

/** An action of staff, the operator or a filter rule on a stream. (SPEC MO2) */
export interface AppendAction {
  kind: "action";
  /** The stream in which it is done; a channel's key where that is none of its streams. */
  streamId: string;
  /** Set where it holds for the stream's channel. (SPEC CH3) */
  scope?: "channel";
  /** Who does it; `null` for the operator, or a rule, who may do everything. */
  actor: Actor | null;
  action: ModerationAction;
  /** The version of the policy that gave the actor their role. (SPEC MO12) */
  policyVersion?: number;
  /** The version of the channel's policy that did. */
  channelVersion?: number;
  /** What the node knows of the person it is done to; the store may know more. */
  target?: Target;
  /** Chosen by the actor: actions with the same id are performed once. (SPEC MO17) */
  clientId?: string;
  /** The rule that acts, if no person does. */
  rule?: string;
}

export interface Actor {
  userId: string;
  nickname: string;
  role: Role;
  /** What they are to the stream's channel, where they are staff of it. (SPEC CH2) */
  channelRole?: "moderator" | "owner";
}

export interface Target extends Partial<Person> {
  role?: Role;
  /** Only for a guest who is in the room: their address as a keyed hash. */
  addressHash?: string;
}

/** The conditions under which a message was accepted. (SPEC MO6, MO12) */
export interface Terms {
  /** The version of the policy used for the decision. */
  policyVersion: number;
  /** The version of the channel's policy; absent for 0. (SPEC CH4) */
  channelVersion?: number;
  /** How long the author must have been silent. */
  slowMs?: number;
  /** Identifies repeats of a text; only one within a minute is accepted. */
  fingerprint?: string;
  /**
   * Set if this node has not seen the author write: the store records when they were first seen.
   */
  newcomer?: Newcomer;
}

export interface Newcomer {
  /** A guest's address, as a keyed hash. */
  addressHash?: string;
}

/** Why a message is held for staff. (SPEC HE1) */
export interface Held {
  why: HeldReason;
  rule?: string;
}
