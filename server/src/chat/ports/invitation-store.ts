import type { Invitation, InvitedRole } from "#protocol";

/** An invitation to be kept. Of its secret, only the hash is. (SPEC OL1) */
export interface NewInvitation {
  id: string;
  role: InvitedRole;
  /** The stream that a moderator is to look after. */
  streamId?: string;
  secretHash: string;
  /** How long it can be used, by the store's clock. */
  lastsMs: number;
  /** The owner who made it; absent where the operator did. */
  inviter?: { userId: string; nickname: string };
}

/** An invitation that can be used at this moment. */
export interface OpenInvitation extends Invitation {
  secretHash: string;
  inviter?: { userId: string; nickname: string };
}

/** Keeps invitations, so that every node of one database knows them. (SPEC OL) */
export interface InvitationStore {
  /**
   * Keeps a moderator's, unless its stream has `atMost` open ones already.
   * Resolves with when it expires.
   */
  add(invitation: NewInvitation, atMost: number): Promise<number | undefined>;
  /**
   * Puts an owner's in the place of the one before; with `ifNone`, only where none holds.
   * Resolves with when it expires, or undefined if one still holds.
   */
  putOwners(invitation: NewInvitation, ifNone: boolean): Promise<number | undefined>;
  /** One that can be used. */
  find(id: string): Promise<OpenInvitation | undefined>;
  /** Uses it up for a person; false if somebody else did, or it cannot be used any more. */
  use(id: string, userId: string): Promise<boolean>;
  /** A stream's that can be used, the newest first. */
  listOf(streamId: string): Promise<Invitation[]>;
  /** Revokes one of a stream; false if none of that id can be used. */
  revoke(streamId: string, id: string): Promise<boolean>;
  /** Whether somebody who became an owner by a link has a session that was not ended. */
  hasOwner(): Promise<boolean>;
  /** Deletes those that expired before a time, of people who have no session. */
  deleteExpiredBefore(ms: number): Promise<void>;
}
