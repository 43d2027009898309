import type { ErrorCode, Role } from "#protocol";

/** Whose a connection is, as its credentials tell. (SPEC CN2) */
export type Identity = MemberIdentity | GuestIdentity | ReaderIdentity;

/** Somebody whom a token names. */
export interface MemberIdentity {
  kind: "member";
  userId: string;
  role: Extract<Role, "member" | "moderator" | "owner">;
  /** Absent when the token has no name; then the person may choose one. (SPEC JR3) */
  nickname?: string;
  avatarUrl?: string;
  expiresAtMs: number;
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
  reason: Extract<ErrorCode, "sign-in-required" | "invalid-token" | "token-expired">;
}
