import type { Texts } from "../../i18n/en/en.ts";

/** Why the draft cannot be sent now. */
export type SendHold =
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "too-long"; readonly excess: number }
  | { readonly kind: "empty" };

/** Decides why a draft cannot be sent; undefined if it can. */
export function sendHold(draft: string, left: number, waitMs: number): SendHold | undefined {
  if (waitMs > 0) return { kind: "wait", seconds: Math.ceil(waitMs / 1_000) };
  if (left < 0) return { kind: "too-long", excess: -left };
  return draft.trim() === "" ? { kind: "empty" } : undefined;
}

export function holdText(hold: SendHold, texts: Texts): string {
  switch (hold.kind) {
    case "wait":
      return texts.sendIn(hold.seconds);
    case "too-long":
      return texts.tooLong(hold.excess);
    case "empty":
      return texts.writeFirst;
  }
}
