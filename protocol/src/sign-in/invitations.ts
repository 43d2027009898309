import type { ChatSession } from "./sign-in.ts";

/** The role that an invitation gives. (SPEC OL1) */
export type InvitedRole = "owner" | "moderator";

/** The description of an invitation for the page that its link opens. (SPEC OL2) */
export interface InvitationView {
  role: InvitedRole;
  /** The stream that a moderator is invited to, if it is one. */
  streamId?: string;
  /** The channel that a moderator is invited to, of all of whose streams they are one. (SPEC CH2) */
  channelId?: string;
  /** What its staff call the channel. */
  channelName?: string;
  expiresAtMs: number;
}

/** The result of using an invitation: a session for the server's own origin. (SPEC OL3) */
export type AcceptedInvitation = ChatSession &
  Pick<InvitationView, "role" | "streamId" | "channelId" | "channelName">;

/** An invitation that was not used yet. (SPEC OL7) */
export interface Invitation extends Omit<InvitationView, "channelName"> {
  id: string;
  createdAtMs: number;
  /** The id of the owner who created it; absent if the operator did. */
  invitedBy?: string;
}

/** The name of the fragment in an invitation's URL: `<id>.<secret>`. (SPEC OL1) */
export const INVITATION_FRAGMENT = "invitation";

/** The fragment on a page that signs an invited person in: `=<server>`. (SPEC OL5) */
export const STAFF_SIGN_IN_FRAGMENT = "live-chat-sign-in-staff";

/** The URL of an invitation. Browsers do not send the fragment to servers. (SPEC OL1) */
export function invitationUrl(serverUrl: string, invitation: string): string {
  return `${serverUrl}/sign-in/#${INVITATION_FRAGMENT}=${invitation}`;
}
