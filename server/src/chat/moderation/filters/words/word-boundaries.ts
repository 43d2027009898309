import { GAP, type Letter } from "./fold-text.ts";

/** Words that Korean puts before a swear word without a space. */
const OPENERS = "아 야 와 이 개 헐 아오 아이 에이 진짜 존나 졸라 완전 이런 저런".split(" ");
const MAX_OPENERS = 3;
/** Particles that Korean attaches to one. */
const PARTICLES = new Set(
  "아 야 이 들 놈 년 놈아 년아 임 이네 이냐 냐 네 같네 같은 새끼 것 들아 이다 이야".split(" "),
);
/** Endings that English attaches to one. */
const ENDINGS = new Set(
  "s es ed er ers ing ings in y ty tier tiest z head heads hole holes face faces".split(" "),
);
const MAX_ENDING = 5;
/** Shorter words do not end at a digit: `ass24` is not a match. */
const LONG = 4;

/** Whether a word may begin with the letter. */
export function isWordStart(letters: readonly Letter[], at: number, length: number): boolean {
  const letter = letters[at]!;
  const before = letters[at - 1];
  if (letter.gap !== 0) {
    // Not a start: the rest of a word after an apostrophe (it's) or after a digit (3시).
    if (letter.gap === GAP.apostrophe) return false;
    return !(letter.gap === GAP.digit && letter.script === "hangul");
  }
  if (!before) return true;
  if (before.script !== letter.script) return !isDigit(before);
  if (letter.script === "hangul") return before.lone && !letter.lone;
  return before.standIn && length >= LONG;
}

/** Whether a Korean word may begin with the letter, possibly after attached exclamations. */
export function isStartAfterOpeners(
  text: string,
  letters: readonly Letter[],
  at: number,
  length: number,
): boolean {
  if (isWordStart(letters, at, length)) return true;
  let from = letters[at]!.from;
  for (let count = 0; count < MAX_OPENERS; count++) {
    const opener = OPENERS.find((opener) => text.startsWith(opener, from - opener.length));
    if (!opener || opener.length > from) return false;
    from -= opener.length;
    if (!isSyllable(text[from - 1])) return true;
  }
  return false;
}

/** Whether a word may end with the letter. */
export function isWordEnd(letters: readonly Letter[], at: number, length: number): boolean {
  const letter = letters[at]!;
  const next = letters[at + 1];
  if (!next || next.gap !== 0 || next.script !== letter.script) return true;
  if (letter.script === "hangul") return next.lone && !letter.lone;
  return next.standIn && length >= LONG;
}

/** Whether only an English ending follows the letter before the word ends. */
export function endsWithEnding(letters: readonly Letter[], at: number): boolean {
  let ending = "";
  for (let next = at + 1; next <= at + MAX_ENDING; next++) {
    const letter = letters[next];
    if (!letter || letter.gap !== 0 || letter.script !== "latin") return false;
    ending += String.fromCodePoint(letter.code);
    if (isWordEnd(letters, next, LONG) && ENDINGS.has(ending)) return true;
  }
  return false;
}

/** Whether only a Korean particle follows the letter before the word ends. */
export function endsWithParticle(text: string, to: number): boolean {
  let end = to;
  while (end - to <= 3 && isSyllable(text[end])) end++;
  return PARTICLES.has(text.slice(to, end));
}

function isDigit({ code }: Letter): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isSyllable(character: string | undefined): boolean {
  return character !== undefined && character >= "가" && character <= "힣";
}
