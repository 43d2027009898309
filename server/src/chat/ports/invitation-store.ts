import type { Invitation, InvitedRole } from "#protocol";

/** An invitation to be stored. Only the hash of its secret is stored. (SPEC OL1) */
export interface NewInvitation {
  id: string;
  role: InvitedRole;
  /** What the person will moderate: a stream, or a channel by its key. */
  key?: string;
  secretHash: string;
  /** How long it is valid, by the store's clock. */
  lastsMs: number;
  /** The owner who created it; absent if the operator did. */
  inviter?: { userId: string; nickname: string };
}

/** An invitation as it is kept, without its secret. */
export type KeptInvitation = Omit<Invitation, "streamId" | "channelId"> &
  Pick<NewInvitation, "key">;

/** An invitation that can still be used. */
export interface OpenInvitation extends KeptInvitation {
  secretHash: string;
  inviter?: { userId: string; nickname: string };
}

/** Stores invitations for all nodes of a database. (SPEC OL) */
export interface InvitationStore {
  /**
   * Stores a moderator's invitation, unless its key has `atMost` open ones already. Resolves
   * with its expiry time.
   */
  add(invitation: NewInvitation, atMost: number): Promise<number | undefined>;
  /**
   * Replaces the previous owner invitation; with `ifNone`, only if none is open. Resolves with its
   * expiry time, or undefined if one is still open.
   */
  putOwners(invitation: NewInvitation, ifNone: boolean): Promise<number | undefined>;
  /** An invitation, if it is open. */
  find(id: string): Promise<OpenInvitation | undefined>;
  /** Uses an invitation up for a person; false if somebody else did, or it is no longer open. */
  use(id: string, userId: string): Promise<boolean>;
  /** The open invitations of a stream or a channel, newest first. */
  listOf(key: string): Promise<KeptInvitation[]>;
  /** Revokes an invitation of a stream or a channel; false if no open one has that id. */
  revoke(key: string, id: string): Promise<boolean>;
  /** Whether a person who became an owner by a link has a session that was not ended. */
  hasOwner(): Promise<boolean>;
  /** Deletes invitations that expired before a time, unless their person has a session. */
  deleteExpiredBefore(ms: number): Promise<void>;
}
