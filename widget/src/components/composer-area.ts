import type { ErrorCode } from "#protocol";
import type { Texts } from "../i18n/en.ts";
import type { ChatSnapshot } from "../store/index.ts";

/** What stands below the messages. */
export type ComposerArea =
  | { readonly kind: "nothing" }
  | { readonly kind: "waiting" }
  | { readonly kind: "nickname" }
  | { readonly kind: "composer"; readonly guestName?: string }
  | { readonly kind: "notice"; readonly text: string };

export interface ComposerOptions {
  readonly readOnly: boolean;
  readonly noComposer: boolean;
}

/** Decides whether one can write, and if not, what has to happen first. */
export function composerArea(
  { connection, me }: ChatSnapshot,
  { readOnly, noComposer }: ComposerOptions,
  texts: Texts,
): ComposerArea {
  if (noComposer) return { kind: "nothing" };
  if (readOnly) return { kind: "notice", text: texts.readOnly };
  if (connection.status === "failed") return { kind: "nothing" };
  if (!me) return { kind: "waiting" };
  if (me.maySend) {
    const guestName = me.role === "guest" ? me.nickname : undefined;
    return { kind: "composer", ...(guestName !== undefined && { guestName }) };
  }
  if (me.reason === "nickname-required") return { kind: "nickname" };
  return { kind: "notice", text: whyNot(me.reason, texts) };
}

function whyNot(reason: ErrorCode | undefined, texts: Texts): string {
  switch (reason) {
    case "sign-in-required":
      return texts.signInRequired;
    case "invalid-token":
    case "token-expired":
      return texts.signInAgain;
    default:
      return texts.mayNotWrite;
  }
}
