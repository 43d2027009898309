import type { ErrorCode, Role } from "#protocol";

/** The identity that a connection's credentials prove. (SPEC CN2) */
export type Identity = MemberIdentity | GuestIdentity | ReaderIdentity;

/** A person identified by a token. */
export interface MemberIdentity {
  kind: "member";
  userId: string;
  /** `guest` for people who signed in without an account. */
  role: Exclude<Role, "viewer">;
  /** What they are in some streams or channels (`moonlight:*`), where that differs. (SPEC ID3, CH2) */
  rolesByStream?: Readonly<Record<string, Exclude<Role, "viewer">>>;
  /** Absent when the token has no name; then the person may choose one. (SPEC JR3) */
  nickname?: string;
  avatarUrl?: string;
  expiresAtMs: number;
  /**
   * The latest time until which a chat session proves the staff roles; set if another session
   * proved them. (SPEC SI13)
   */
  staffUntilMs?: number;
  /** When the account was created, if the token says so. (SPEC MO6) */
  createdAtMs?: number;
  /** The chat session that issued the token, if one did. (SPEC SI6) */
  sessionId?: string;
}

/** A person who may write under a name of their choice. */
export interface GuestIdentity {
  kind: "guest";
  userId: string;
  /**
   * Set when the id was created just now: the credential with which the client stays the same
   * guest. (SPEC CN3)
   */
  newCredential?: string;
}

/** A person who may only read, and the reason. */
export interface ReaderIdentity {
  kind: "reader";
  userId: string;
  reason: Extract<
    ErrorCode,
    "sign-in-required" | "invalid-token" | "token-expired" | "token-not-yet-valid"
  >;
  /** When the same token may become valid. (SPEC ID9) */
  retryAtMs?: number;
  /** What is wrong with the token, for its issuer. */
  hint?: string;
}

/** Whether a person is staff of all streams or of at least one. */
export function isStaff({ role, rolesByStream = {} }: MemberIdentity): boolean {
  return [role, ...Object.values(rolesByStream)].some(
    (one) => one === "moderator" || one === "owner",
  );
}

/** The same person without the staff roles that the provider claimed. (SPEC SI10) */
export function withoutStaffRoles({ rolesByStream: _, ...person }: MemberIdentity): MemberIdentity {
  return { ...person, role: person.role === "guest" ? "guest" : "member" };
}
