import type { Texts } from "../../i18n/en/en.ts";
import type { ChatSnapshot } from "../../client/index.ts";
import { waitLeftMs } from "../../client/session/mute-timer.ts";
import { isStaff } from "../../client/session/is-staff.ts";

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

/** Decides whether one can write, and if not, what has to happen first; `whyNot` says it more exactly. */
export function composerArea(
  { connection, me, mode, heldUntilMs }: ChatSnapshot,
  { readOnly, noComposer }: ComposerOptions,
  texts: Texts,
  whyNot: string | undefined,
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
  const isShut = mode.ended || (mode.frozen && !isStaff(me));
  const notice = { kind: "notice", text: whyNot ?? texts.mayNotWrite } as const;
  if (isShut && isWriter) return notice;
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
  return notice;
}

/** When what is shown below the messages changes by itself, by `performance.now()`. */
export function waitEndsInMs({ me }: ChatSnapshot): number | undefined {
  return me && !me.maySend ? waitLeftMs(me) : undefined;
}

function isSignInReason(reason: unknown): reason is SignInReason {
  return reason === "sign-in-required" || reason === "invalid-token" || reason === "token-expired";
}
