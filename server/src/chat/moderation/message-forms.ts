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
  const letters = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, "");
  const words = letters.replace(/[\p{P}\p{S}]+/gu, "") || letters;
  return hash(words.replace(/(.)\1{2,}/gu, "$1$1"));
}

/** 53 bits of a text, so that what is kept of it is short, and not the text. */
function hash(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = Math.imul(one ^ unit, 2_654_435_761);
    two = Math.imul(two ^ unit, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & two) + (one >>> 0)).toString(36);
}
