import { boundedNormalize } from "./bounded-normalize.ts";
import { hashText } from "./hash-text.ts";

const KEYCAPS = /[0-9#*]\ufe0f?\u20e3/g;
/** Emoji, what joins and colours them, flags, and spaces between: one character at a time. */
const EMOJI =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]|\s/gu;

/** Whether a text is nothing but emoji. (SPEC MO6) */
export function isEmojiOnly(text: string): boolean {
  // Taken away and not matched as a whole, which texts can be made for that take forever.
  return text.replace(KEYCAPS, "").replace(EMOJI, "") === "";
}

/**
 * What texts have in common that say the same: width, case, spaces, signs and repeated
 * letters do not make another. (SPEC MO6)
 */
export function fingerprintOf(text: string): string {
  const letters = boundedNormalize(text, "NFKC")
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, "");
  const words = letters.replace(/[\p{P}\p{S}]+/gu, "") || letters;
  return hashText(words.replace(/(.)\1{2,}/gu, "$1$1"));
}
