import type { HeldReason, ModerationAction, Person, Role } from "#protocol";

/** An action of staff, the operator or a filter rule on a stream. (SPEC MO2) */
export interface AppendAction {
  kind: "action";
  streamId: string;
  /** Who acts; `null` for the operator or a rule, which may do everything. */
  actor: Actor | null;
  action: ModerationAction;
  /** The version of the policy that gave the actor their role. (SPEC MO12) */
  policyVersion?: number;
  /** What this node knows of the target person; the store may know more. */
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
  /** Minimum time since the author's last message. */
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
