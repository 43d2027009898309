import type { ChatSession } from "./sign-in.ts";

/** What an invitation makes of whoever uses it. (SPEC OL1) */
export type InvitedRole = "owner" | "moderator";

/** What the page that a link opens is told of it. (SPEC OL2) */
export interface InvitationView {
  role: InvitedRole;
  /** The stream that a moderator is to look after; absent for owners. */
  streamId?: string;
  expiresAtMs: number;
}

/** What using an invitation gives: a session with the server's own origin. (SPEC OL3) */
export type AcceptedInvitation = ChatSession & Pick<InvitationView, "role" | "streamId">;

/** An invitation that was not used yet. (SPEC OL7) */
export interface Invitation extends InvitationView {
  id: string;
  createdAtMs: number;
  /** The id of the owner who made it; absent where the operator did. */
  invitedBy?: string;
}

/** The name of what follows `#` in an invitation's address: `<id>.<secret>`. (SPEC OL1) */
export const INVITATION_FRAGMENT = "invitation";

/** What follows `#` on a page that is to sign an invited person in: `=<server>`. (SPEC OL5) */
export const STAFF_SIGN_IN_FRAGMENT = "live-chat-sign-in-staff";

/** Where an invitation is opened. Browsers send nobody what stands behind the `#`. (SPEC OL1) */
export function invitationUrl(serverUrl: string, invitation: string): string {
  return `${serverUrl}/sign-in/#${INVITATION_FRAGMENT}=${invitation}`;
}
