import type { ErrorCode } from "#protocol";
import type { ChatSnapshot } from "../chat.ts";
import { isStaff } from "./is-staff.ts";
import { muteRemainingMs } from "./mute-remaining.ts";

/** Whether one may write, and if not, what it takes or why. */
export type WritePermission =
  | {
      readonly kind: "granted";
      /** Under which name. */
      readonly name?: string;
      readonly isGuest: boolean;
      /** Until when the server takes no further message, in ms since 1970. */
      readonly heldUntilMs?: number;
    }
  /** The server has not said yet. */
  | { readonly kind: "unknown" }
  /** There is no chat to write in; its views say so in place of the messages. */
  | { readonly kind: "unavailable" }
  | { readonly kind: "nickname-required" }
  | { readonly kind: "sign-in-required"; readonly reason: SignInReason }
  | WriteDenial;

/** What holds before the server has said anything. */
export const UNKNOWN_PERMISSION: WritePermission = { kind: "unknown" };

export interface WriteDenial {
  readonly kind: "denied";
  readonly reason?: ErrorCode;
  /** The staff's own words. (SPEC MO4) */
  readonly note?: string;
  /** How long it still holds, where an end is set. (SPEC ID8) */
  readonly leftMs?: number;
}

/** What signing in helps against. */
export type SignInReason = "sign-in-required" | "invalid-token" | "token-expired" | "members-only";

/**
 * Decides whether one may write now. (SPEC MO4, MO6, ID8)
 *
 * What is held against a person comes before what holds for everyone, and a
 * person who could not write anyway is not told of the latter.
 */
export function writePermission({
  connection,
  me,
  mode,
  heldUntilMs,
}: Pick<ChatSnapshot, "connection" | "me" | "mode" | "heldUntilMs">): WritePermission {
  if (connection.status === "failed")
    return isSignInReason(connection.reason)
      ? { kind: "sign-in-required", reason: connection.reason }
      : { kind: "unavailable" };
  if (!me) return UNKNOWN_PERMISSION;
  const { maySend, nickname, role, note, reason } = me;
  if (isSignInReason(reason)) return { kind: "sign-in-required", reason };
  const mayWrite = maySend || reason === "nickname-required" || reason === "name-taken";
  if (!mayWrite) {
    const isSanctioned = reason === "timed-out" || reason === "banned";
    const denial = isSanctioned ? reason : (modeDenial(mode) ?? reason);
    const leftMs = denial === reason ? muteRemainingMs(me) : undefined;
    return {
      kind: "denied",
      ...(denial && { reason: denial }),
      ...(isSanctioned && note && { note }),
      ...(leftMs !== undefined && { leftMs }),
    };
  }
  // The draft stays for when it may be sent again.
  if (mode.ended) return { kind: "denied", reason: "stream-ended" };
  if (mode.frozen && !isStaff(me)) return { kind: "denied", reason: "frozen" };
  if (mode.membersOnly && role === "guest")
    return { kind: "sign-in-required", reason: "members-only" };
  if (!maySend) return { kind: "nickname-required" };
  return {
    kind: "granted",
    isGuest: role === "guest",
    ...(nickname && { name: nickname }),
    ...(heldUntilMs && { heldUntilMs }),
  };
}

/** The same, with its time in whole minutes: for what must not change every second. */
export function byMinute(permission: WritePermission): WritePermission {
  if (permission.kind !== "denied" || !permission.leftMs) return permission;
  return { ...permission, leftMs: Math.ceil(permission.leftMs / 60_000) * 60_000 };
}

function modeDenial({ ended, frozen }: ChatSnapshot["mode"]): ErrorCode | undefined {
  if (ended) return "stream-ended";
  return frozen ? "frozen" : undefined;
}

function isSignInReason(reason: unknown): reason is SignInReason {
  return reason === "sign-in-required" || reason === "invalid-token" || reason === "token-expired";
}
