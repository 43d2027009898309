import { isTokenRefusal, type ErrorCode, type TokenRefusal } from "#protocol";
import type { ChatSnapshot } from "../chat.ts";
import { isStaff } from "./is-staff.ts";
import { muteRemainingMs } from "./mute-remaining.ts";

/** Whether the person may write; if not, what is required or why. */
export type WritePermission =
  | {
      readonly kind: "granted";
      /** The name that they write under. */
      readonly name?: string;
      readonly isGuest: boolean;
      /** Until when the server accepts no further message, in ms since 1970. */
      readonly heldUntilMs?: number;
    }
  /** Not known yet. */
  | { readonly kind: "unknown" }
  /** There is no chat to write in; its views show that in place of the messages. */
  | { readonly kind: "unavailable" }
  | { readonly kind: "nickname-required" }
  | { readonly kind: "sign-in-required"; readonly reason: SignInReason }
  | WriteDenial;

/** Before the server has answered. */
export const UNKNOWN_PERMISSION: WritePermission = { kind: "unknown" };

export interface WriteDenial {
  readonly kind: "denied";
  readonly reason?: ErrorCode;
  /** The reason in the words of staff. (SPEC MO4) */
  readonly note?: string;
  /** How long it will apply, if it has an end. (SPEC ID8) */
  readonly leftMs?: number;
}

/** Reasons that signing in resolves. */
export type SignInReason = "sign-in-required" | TokenRefusal | "members-only";

/**
 * Decides whether a person may write now. (SPEC MO4, MO6, ID8)
 *
 * A personal reason takes precedence over the room's mode, so a person who could not write anyway
 * does not see the mode's reason.
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
  // The draft stays until it may be sent again.
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

function modeDenial({ ended, frozen }: ChatSnapshot["mode"]): ErrorCode | undefined {
  if (ended) return "stream-ended";
  return frozen ? "frozen" : undefined;
}

function isSignInReason(reason: unknown): reason is SignInReason {
  return reason === "sign-in-required" || isTokenRefusal(reason);
}
