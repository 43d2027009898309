import type { AcceptedInvitation, Invitation, InvitationView, Result } from "#protocol";

/** An invitation that was made just now: the only moment at which its secret is known. */
export interface MadeInvitation {
  /** `<id>.<secret>` */
  invitation: string;
  id: string;
  expiresAtMs: number;
}

/** Makes people owners and moderators by links. What comes from a page is unparsed. (SPEC OL) */
export interface InvitationService {
  /** Makes an owner's link, and revokes the one before. (SPEC OL6) */
  makeOwnerLink(): Promise<MadeInvitation>;
  /** Makes one where the server has no owner by a link; with `ifNone`, only where none holds. */
  makeFirstOwnerLink(ifNone: boolean): Promise<MadeInvitation | undefined>;
  /** Makes a link that makes somebody a moderator of a stream. (SPEC OL7) */
  inviteModerator(
    streamId: string,
    hours: number,
    inviter?: { userId: string; nickname: string },
  ): Promise<Result<MadeInvitation>>;
  /** A stream's links that can be used, the newest first. */
  listOf(streamId: string): Promise<Invitation[]>;
  /** Revokes a stream's link; false if none of that id can be used. */
  revoke(streamId: string, id: string): Promise<boolean>;
  /** Tells what a link is for, and uses nothing up. (SPEC OL2) */
  view(invitation: unknown): Promise<Result<InvitationView>>;
  /** Uses a link up for whoever has opened it. (SPEC OL3) */
  accept(
    invitation: unknown,
    nickname: unknown,
    ownOrigin: string,
  ): Promise<Result<AcceptedInvitation>>;
}
