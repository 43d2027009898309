import type { ErrorCode, Role } from "#protocol";

/** Whose a connection is, as its credentials tell. (SPEC CN2) */
export type Identity = MemberIdentity | GuestIdentity | ReaderIdentity;

/** Somebody whom a token names. */
export interface MemberIdentity {
  kind: "member";
  userId: string;
  /** `guest` for those who signed in without saying who they are. */
  role: Exclude<Role, "viewer">;
  /** What they are in some streams, where that differs. (SPEC ID3) */
  rolesByStream?: Readonly<Record<string, Exclude<Role, "viewer">>>;
  /** Absent when the token has no name; then the person may choose one. (SPEC JR3) */
  nickname?: string;
  avatarUrl?: string;
  expiresAtMs: number;
  /** When the account was made, if the token says so. (SPEC MO6) */
  createdAtMs?: number;
  /** The chat session whose token it was, if it was one's. (SPEC SI6) */
  sessionId?: string;
}

/** Somebody who may write under a name of their choice. */
export interface GuestIdentity {
  kind: "guest";
  userId: string;
  /** Set when the id was made just now: what the client shows to stay the same guest. (SPEC CN3) */
  newCredential?: string;
}

/** Somebody who may only read, and why. */
export interface ReaderIdentity {
  kind: "reader";
  userId: string;
  reason: Extract<
    ErrorCode,
    "sign-in-required" | "invalid-token" | "token-expired" | "token-not-yet-valid"
  >;
  /** When the same token may be accepted. (SPEC ID9) */
  retryAtMs?: number;
  /** What is wrong with the token, for whoever made it. */
  hint?: string;
}

/** Whether somebody looks after streams: all of them, or one. */
export function isStaff({ role, rolesByStream = {} }: MemberIdentity): boolean {
  return [role, ...Object.values(rolesByStream)].some(
    (one) => one === "moderator" || one === "owner",
  );
}

/** The same person without what the provider said that they look after. (SPEC SI10) */
export function withoutStaffRoles({ rolesByStream: _, ...person }: MemberIdentity): MemberIdentity {
  return { ...person, role: person.role === "guest" ? "guest" : "member" };
}
