import { LIMITS } from "./limits.ts";

const LONE_SURROGATE = /\p{Surrogate}/gu;
// C0 and C1 controls except tab and line feed, and bidi controls that can reorder adjacent text.
const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${LIMITS.marksPerLetter}})\\p{M}+`, "gu");
// Hangul fillers are default-ignorable; the blank braille pattern is not.
const INVISIBLE = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * Prepares a text for storage: well-formed, NFC, without controls, trimmed. (SPEC SM2)
 *
 * NFC instead of NFKC, which would turn ㅋㅋㅠ into other letters.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(LONE_SURROGATE, "\uFFFD")
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(CONTROLS, "")
      // Before composing, which is slow with thousands of marks, and again after it.
      .replace(TOO_MANY_MARKS, "$1")
      .normalize("NFC")
      .replace(TOO_MANY_MARKS, "$1")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

/** Prepares a name: like `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ");
}

export function countLines(text: string): number {
  return text.split("\n").length;
}

/** Whether the text has no visible characters. (SPEC SM2) */
export function isInvisible(text: string): boolean {
  return INVISIBLE.test(text);
}

const segmenter =
  typeof Intl !== "undefined" && "Segmenter" in Intl
    ? new Intl.Segmenter(undefined, { granularity: "grapheme" })
    : undefined;

/** Counts grapheme clusters: 👨‍👩‍👧 is one, and so is 각 however it was typed. */
export function countGraphemes(text: string): number {
  if (!segmenter) return [...text].length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count++;
  return count;
}

/** The first grapheme cluster, if there is one. */
export function firstGrapheme(text: string): string | undefined {
  if (!segmenter) return [...text][0];
  return segmenter.segment(text)[Symbol.iterator]().next().value?.segment;
}

/** The size of the text in UTF-8, without encoding it. */
export function countUtf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of four bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
