import type { HeldReason, ModerationAction, Person, Role } from "#protocol";

/** Something that staff, the server's operator or a rule does to a stream. (SPEC MO2) */
export interface AppendAction {
  kind: "action";
  streamId: string;
  /** Who does it; `null` for the operator, or a rule, who may do everything. */
  actor: Actor | null;
  action: ModerationAction;
  /** The version of the policy that gave the actor their role. (SPEC MO12) */
  policyVersion?: number;
  /** What the node knows of the person it is done to; the store may know more. */
  target?: Target;
  /** The actor's own id of it: under the same, it is done once. (SPEC MO17) */
  clientId?: string;
  /** Which rule does it, where nobody does. */
  rule?: string;
}

export interface Actor {
  userId: string;
  nickname: string;
  role: Role;
}

export interface Target extends Partial<Person> {
  role?: Role;
  /** Of a guest who is here: where they come from, as a keyed hash. */
  addressHash?: string;
}

/** By what a message was found fit to be sent. (SPEC MO6, MO12) */
export interface Terms {
  /** The version of the policy that it was judged by. */
  policyVersion: number;
  /** How long the author must have been silent. */
  slowMs?: number;
  /** What the text has in common with those that repeat it; within a minute there is one. */
  fingerprint?: string;
  /** Set for an author whom this node has not seen write: since when they are known is noted. */
  newcomer?: Newcomer;
}

export interface Newcomer {
  /** A guest's address, as a keyed hash. */
  addressHash?: string;
}

/** Why a message goes to staff. (SPEC HE1) */
export interface Held {
  why: HeldReason;
  rule?: string;
}
