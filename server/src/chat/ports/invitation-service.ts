import type { AcceptedInvitation, Invitation, InvitationView, Result } from "#protocol";

/** An invitation that was just created: the only moment at which its secret is known. */
export interface MadeInvitation {
  /** `<id>.<secret>` */
  invitation: string;
  id: string;
  expiresAtMs: number;
}

/**
 * Invitation links that make people owners and moderators. Input from pages is unparsed. (SPEC OL)
 *
 * A server without the page that links lead to creates none: `not-found`. (SPEC OL1)
 */
export interface InvitationService {
  /** Creates an owner link, and revokes the previous one. (SPEC OL6) */
  makeOwnerLink(): Promise<Result<MadeInvitation>>;
  /**
   * Creates an owner link if no link has made an owner; with `ifNone`, only if no link is open.
   * Undefined if it created none.
   */
  makeFirstOwnerLink(ifNone: boolean): Promise<MadeInvitation | undefined>;
  /** Creates a link that makes a person a moderator of a stream. (SPEC OL7) */
  inviteModerator(
    key: string,
    hours: number,
    inviter?: { userId: string; nickname: string },
  ): Promise<Result<MadeInvitation>>;
  /** The open links of a stream or a channel, newest first. */
  listOf(key: string): Promise<Invitation[]>;
  /** Revokes a link of a stream or a channel; false if no open link of it has that id. */
  revoke(key: string, id: string): Promise<boolean>;
  /** Describes a link without using it up. (SPEC OL2) */
  view(invitation: unknown): Promise<Result<InvitationView>>;
  /** Uses a link up for the person who opened it. (SPEC OL3) */
  accept(
    invitation: unknown,
    nickname: unknown,
    ownOrigin: string,
  ): Promise<Result<AcceptedInvitation>>;
}
