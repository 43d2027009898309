/** A stretch of a text that names somebody, with its `@`. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** Folded, as `foldName` does it. */
  readonly name: string;
}

/** Code units of a name, at most; a longer one is not found. */
const MAX_NAME = 64;
/** Mentions in one message, at most; what follows stays plain. */
const MAX_MENTIONS = 10;

/** Of scripts whose words end before the next one begins: Latin, Greek, Cyrillic; and digits. */
const CASED = /^[\p{Lu}\p{Ll}\p{N}_]/u;
const HANGUL = /^\p{Script=Hangul}/u;
/** What Korean puts right behind a name, so that it does not make another name of it. */
const PARTICLE =
  /^(?:님|씨|쌤|샘|언니|오빠|누나|형|선배|아|야|은|는|이|가|을|를|의|도|만|께|에게|한테|랑|하고|와|과|보다|처럼|까지|부터|요|네|들)/;

/** Makes names alike that a reader would take for the same. */
export function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** The people whom a text names, each by the longest name that fits. */
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
  // An address of mail names nobody.
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
