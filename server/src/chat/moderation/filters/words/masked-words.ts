import type { Letter } from "./fold-text.ts";
import { isTrueMatch, type SoughtWord } from "./is-true-match.ts";
import type { Hit } from "./word-match.ts";
import type { TaggedForm } from "./tagged-form.ts";
import { isMask } from "./word-pattern.ts";

/*
 * Words with masked letters: `f*ck`, `f**k`. Each word has some twenty such forms, more than it has
 * letters. So they are not stored as words, but as slots of a hash table, six bytes each, keyed by
 * the letters before the mask, its length, and the letters after it.
 */

/** The words that may be masked. Plain data, so that threads can transfer it. */
export interface MaskedData {
  seed: number;
  /**
   * Open addressing. A slot packs word, number of letters before the mask and mask length, plus 1;
   * 0 if empty.
   */
  table: Uint32Array;
  /**
   * The upper half of each slot's hash, to skip most non-matching slots without comparing letters.
   */
  fingerprints: Uint16Array;
  /** Start of a word's letters; one more item at the end. */
  start: Uint16Array | Uint32Array;
  letters: Uint8Array;
  flags: Uint8Array;
  tag: Uint8Array;
}

const MAX_LETTERS = 10;
const FLAG = { ends: 1, inflects: 2, innocent: 4 } as const;
const STEPS_PER_MATCH = 16;

/** Finds the masked words of a text in its literal reading. */
export function findMasked(
  data: MaskedData,
  text: string,
  letters: readonly Letter[],
  hits: Hit[],
  count: (steps: number) => void,
): void {
  let steps = 0;
  for (let mask = 1; mask < letters.length - 1; mask++) {
    if (!isMask(letters[mask]!.code)) continue;
    const masked = letters[mask]!.run;
    if (masked > MAX_LETTERS - 2) continue;
    let before = startHash(data.seed, masked);
    for (let first = mask - 1; first >= mask - MAX_LETTERS && isLatin(letters[first]); first--) {
      before = addToHash(before, letters[first]!.code);
      let hash = addToHash(before, 0);
      for (let last = mask + 1; last <= mask + MAX_LETTERS && isLatin(letters[last]); last++) {
        hash = addToHash(hash, letters[last]!.code);
        steps += 1 + tryAll(data, hash, text, letters, { first, mask, last }, hits);
      }
    }
  }
  count(steps);
}

interface Span {
  first: number;
  mask: number;
  last: number;
}

function tryAll(
  data: MaskedData,
  hash: number,
  text: string,
  letters: readonly Letter[],
  span: Span,
  hits: Hit[],
): number {
  const { table, fingerprints } = data;
  const { first, mask, last } = span;
  const slots = table.length - 1;
  const finished = finish(hash);
  const fingerprint = finished >>> 16;
  let steps = 0;
  for (let at = finished & slots; table[at] !== 0; at = (at + 1) & slots) {
    steps++;
    if (fingerprints[at] !== fingerprint) continue;
    const { word, from, length } = unpack(table[at]!);
    if (length !== letters[mask]!.run) continue;
    steps += STEPS_PER_MATCH;
    const start = data.start[word]!;
    const end = data.start[word + 1]!;
    if (!isLike(data.letters, start + from - 1, start - 1, -1, letters, mask - 1, first)) continue;
    if (!isLike(data.letters, start + from + length, end, 1, letters, mask + 1, last)) continue;
    const flags = data.flags[word]!;
    const innocent = (flags & FLAG.innocent) !== 0;
    const sought: SoughtWord = {
      length: last - first + 1,
      letterCount: end - start,
      // The letters have been compared.
      runs: undefined,
      start: 0,
      marks: undefined,
      begins: true,
      ends: (flags & FLAG.ends) !== 0,
      inflects: (flags & FLAG.inflects) !== 0,
      initials: false,
      innocent,
      script: "latin",
    };
    if (isTrueMatch(sought, { text, letters, first, last }))
      hits.push({ tag: data.tag[word]!, first, last, innocent });
  }
  return steps;
}

/** Whether a word's letters equal those of the text, repeated or not. */
function isLike(
  word: Uint8Array,
  from: number,
  to: number,
  step: 1 | -1,
  letters: readonly Letter[],
  first: number,
  last: number,
): boolean {
  let at = from;
  for (let i = first; ; i += step) {
    const { code, run } = letters[i]!;
    let least = 0;
    while (at !== to && word[at] === code) {
      least++;
      at += step;
    }
    if (least === 0 || run < least) return false;
    if (i === last) return at === to;
  }
}

/** Collects words that may be masked. */
export class MaskedBuilder {
  readonly #forms: TaggedForm[] = [];
  readonly #seed = Math.trunc(Math.random() * 0x7fffffff);
  /** The last slot of each hash, to find forms that look the same. */
  readonly #lastByHash = new Map<number, number>();
  /** For each slot, the previous one with the same hash; -1 if there is none. */
  readonly #before: number[] = [];
  readonly #hashes: number[] = [];
  readonly #packed: number[] = [];
  /** Maximum number of slots with the same letters around the mask. */
  #most = 0;

  add(form: TaggedForm): void {
    const word = this.#forms.length;
    this.#forms.push(form);
    const { text } = form;
    for (let from = 1; from < text.length - 1; from++)
      for (let to = from + 1; to < text.length; to++) this.#addMask(form, word, from, to);
  }

  get stepsPerLetter(): number {
    // At least two letters are not masked; up to eight before and after are tried.
    return this.#packed.length === 0 ? 0 : 8 + (this.#most * STEPS_PER_MATCH) / 3;
  }

  finish(): MaskedData | undefined {
    if (this.#packed.length === 0) return undefined;
    let size = 4;
    while (size * 2 < this.#packed.length * 3) size *= 2;
    const table = new Uint32Array(size);
    const fingerprints = new Uint16Array(size);
    this.#hashes.forEach((hash, i) => {
      let at = hash & (size - 1);
      while (table[at] !== 0) at = (at + 1) & (size - 1);
      table[at] = this.#packed[i]!;
      fingerprints[at] = hash >>> 16;
    });
    const start = new Uint32Array(this.#forms.length + 1);
    this.#forms.forEach(({ text }, i) => (start[i + 1] = start[i]! + text.length));
    const all = this.#forms.map(({ text }) => text).join("");
    return {
      seed: this.#seed,
      table,
      fingerprints,
      start,
      letters: Uint8Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)),
      flags: Uint8Array.from(this.#forms.map(flagsOf)),
      tag: Uint8Array.from(this.#forms.map(({ tag }) => tag)),
    };
  }

  #addMask(form: TaggedForm, word: number, from: number, to: number): void {
    const { text } = form;
    let hash = startHash(this.#seed, to - from);
    for (let i = from - 1; i >= 0; i--)
      if (i === from - 1 || text[i] !== text[i + 1]) hash = addToHash(hash, text.charCodeAt(i));
    hash = addToHash(hash, 0);
    for (let i = to; i < text.length; i++)
      if (i === to || text[i] !== text[i - 1]) hash = addToHash(hash, text.charCodeAt(i));
    hash = finish(hash);
    const slot = { word, from, length: to - from };
    const last = this.#lastByHash.get(hash) ?? -1;
    let alike = 1;
    for (let each = last; each >= 0; each = this.#before[each]!) {
      // Of words that look the same when masked, one is enough.
      if (this.#isSame(unpack(this.#packed[each]!), slot)) return;
      alike++;
    }
    this.#lastByHash.set(hash, this.#packed.length);
    this.#before.push(last);
    this.#most = Math.max(this.#most, alike);
    this.#hashes.push(hash);
    this.#packed.push(pack(slot));
  }

  #isSame(one: Slot, other: Slot): boolean {
    const [a, b] = [this.#forms[one.word]!, this.#forms[other.word]!];
    return (
      one.from === other.from &&
      one.length === other.length &&
      a.tag === b.tag &&
      flagsOf(a) === flagsOf(b) &&
      a.text.slice(0, one.from) === b.text.slice(0, one.from) &&
      a.text.slice(one.from + one.length) === b.text.slice(one.from + one.length)
    );
  }
}

interface Slot {
  word: number;
  from: number;
  length: number;
}

function pack({ word, from, length }: Slot): number {
  return ((word << 8) | (from << 4) | length) + 1;
}

function unpack(packed: number): Slot {
  const slot = packed - 1;
  return { word: slot >>> 8, from: (slot >> 4) & 0xf, length: slot & 0xf };
}

function flagsOf({ ends, inflects, innocent }: TaggedForm): number {
  return (ends ? FLAG.ends : 0) | (inflects ? FLAG.inflects : 0) | (innocent ? FLAG.innocent : 0);
}

function isLatin(letter: Letter | undefined): boolean {
  return letter !== undefined && letter.code >= 0x61 && letter.code <= 0x7a;
}

function startHash(seed: number, length: number): number {
  return Math.imul(seed ^ length, 0x9e3779b1);
}

function addToHash(hash: number, code: number): number {
  return Math.imul(hash ^ (code + 1), 0x01000193) ^ (hash >>> 15);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
