import type { ErrorCode, Me } from "#protocol";
import type { Texts } from "../i18n/en.ts";
import { formatDuration } from "../i18n/format-duration.ts";
import type { ChatSnapshot } from "../store/index.ts";
import { waitLeftMs } from "../store/kept-from-writing.ts";
import { isStaff } from "../store/staff.ts";

/** What stands below the messages. */
export type ComposerArea =
  | { readonly kind: "nothing" }
  | { readonly kind: "waiting" }
  | { readonly kind: "nickname" }
  | { readonly kind: "sign-in"; readonly reason: SignInReason }
  | WritingPlace
  | { readonly kind: "notice"; readonly text: string };

export interface WritingPlace {
  readonly kind: "composer";
  readonly name?: string;
  readonly isGuest: boolean;
  /** Until when the server takes no further message, in ms since 1970. */
  readonly heldUntilMs?: number;
}

/** What signing in helps against. */
export type SignInReason = "sign-in-required" | "invalid-token" | "token-expired" | "members-only";

export interface ComposerOptions {
  readonly readOnly: boolean;
  readonly noComposer: boolean;
}

/** Decides whether one can write, and if not, what has to happen first. */
export function composerArea(
  { connection, me, mode, heldUntilMs }: ChatSnapshot,
  { readOnly, noComposer }: ComposerOptions,
  texts: Texts,
  locale: string,
): ComposerArea {
  if (noComposer) return { kind: "nothing" };
  if (readOnly) return { kind: "notice", text: texts.readOnly };
  const reason = connection.status === "failed" ? connection.reason : me?.reason;
  if (isSignInReason(reason)) return { kind: "sign-in", reason };
  if (connection.status === "failed") return { kind: "nothing" };
  if (!me) return { kind: "waiting" };
  const { maySend, nickname, role } = me;
  const isWriter = maySend || reason === "nickname-required";
  // What holds for everyone; the draft stays for when it no longer does. (SPEC MO6)
  const shut = mode.ended ? "stream-ended" : mode.frozen && !isStaff(me) ? "frozen" : undefined;
  if (shut && isWriter) return { kind: "notice", text: reasonText(texts, shut) };
  if (mode.membersOnly && isWriter && role === "guest")
    return { kind: "sign-in", reason: "members-only" };
  if (maySend)
    return {
      kind: "composer",
      isGuest: role === "guest",
      ...(nickname && { name: nickname }),
      ...(heldUntilMs && { heldUntilMs }),
    };
  if (reason === "nickname-required") return { kind: "nickname" };
  return { kind: "notice", text: whyNot(me, texts, locale) };
}

/** When what is shown below the messages changes by itself, by `performance.now()`. */
export function waitEndsInMs({ me }: ChatSnapshot): number | undefined {
  return me && !me.maySend ? waitLeftMs(me) : undefined;
}

function whyNot(me: Me, texts: Texts, locale: string): string {
  const leftMs = waitLeftMs(me);
  const time = leftMs ? formatDuration(leftMs, locale) : "";
  const because = me.note ? ` ${texts.because(me.note)}` : "";
  switch (me.reason) {
    case "timed-out":
      return (time ? texts.timedOutFor(time) : texts.timedOut) + because;
    case "banned":
      return (time ? texts.bannedFor(time) : texts.banned) + because;
    default:
      return texts.mayNotWrite;
  }
}

function reasonText({ errors, mayNotWrite }: Texts, code: ErrorCode): string {
  return (errors as Partial<Record<ErrorCode, string>>)[code] ?? mayNotWrite;
}

function isSignInReason(reason: unknown): reason is SignInReason {
  return reason === "sign-in-required" || reason === "invalid-token" || reason === "token-expired";
}
