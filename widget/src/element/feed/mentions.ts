/** A mention of a person in a text, including its `@`. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** Folded by `foldName`. */
  readonly name: string;
}

/** Maximum length of a name in code units; longer names are not found. */
const MAX_NAME = 64;
/** Maximum number of mentions in one message; further ones stay plain text. */
const MAX_MENTIONS = 10;

/** Scripts with spaces between words: Latin, Greek, Cyrillic; and digits. */
const CASED = /^[\p{Lu}\p{Ll}\p{N}_]/u;
const HANGUL = /^\p{Script=Hangul}/u;
/** Korean particles directly after a name, which are not part of it. */
const PARTICLE =
  /^(?:님|씨|쌤|샘|언니|오빠|누나|형|선배|아|야|은|는|이|가|을|를|의|도|만|께|에게|한테|랑|하고|와|과|보다|처럼|까지|부터|요|네|들)/;

/** Folds names that a reader would consider the same. */
export function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** The people mentioned in a text, each by the longest matching name. */
export function findMentions(text: string, isName: (folded: string) => boolean): Mention[] {
  const mentions: Mention[] = [];
  let at = text.indexOf("@");
  for (let tries = 0; at >= 0 && tries < MAX_MENTIONS; tries++) {
    const mention = mentionAt(text, at, isName);
    if (mention) mentions.push(mention);
    at = text.indexOf("@", mention?.end ?? at + 1);
  }
  return mentions;
}

function mentionAt(
  text: string,
  start: number,
  isName: (folded: string) => boolean,
): Mention | undefined {
  // An e-mail address is no mention.
  if (start > 0 && CASED.test(text[start - 1]!)) return undefined;
  for (let end = Math.min(text.length, start + 1 + MAX_NAME); end > start + 1; end--) {
    const name = foldName(text.slice(start + 1, end));
    if (isName(name) && endsThere(name, text.slice(end))) return { start, end, name };
  }
  return undefined;
}

function endsThere(name: string, rest: string): boolean {
  const last = [...name].at(-1) ?? "";
  if (CASED.test(last)) return !CASED.test(rest);
  return !HANGUL.test(last) || !HANGUL.test(rest) || PARTICLE.test(rest);
}
