import { boundedNormalize } from "./bounded-normalize.ts";
import { hashText } from "./hash-text.ts";

const KEYCAPS = /[0-9#*]\ufe0f?\u20e3/g;
/** Emoji, their joiners and skin tones, flags, and spaces: one character at a time. */
const EMOJI =
  /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]|\s/gu;

/** Whether a text consists of emoji only. (SPEC MO6) */
export function isEmojiOnly(text: string): boolean {
  // Removed one by one, because a pattern for the whole text could be made to backtrack forever.
  return text.replace(KEYCAPS, "").replace(EMOJI, "") === "";
}

/**
 * The common fingerprint of texts that say the same: it ignores width, case, spaces, signs and
 * repeated letters. (SPEC MO6)
 */
export function fingerprintOf(text: string): string {
  const letters = boundedNormalize(text, "NFKC")
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, "");
  const words = letters.replace(/[\p{P}\p{S}]+/gu, "") || letters;
  return hashText(words.replace(/(.)\1{2,}/gu, "$1$1"));
}
