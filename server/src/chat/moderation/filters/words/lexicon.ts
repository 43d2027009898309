import { childOf, typedArrayFor, TrieBuilder, type TrieData } from "./aho-corasick.ts";
import type { Hit } from "./word-match.ts";
import type { TaggedForm } from "./tagged-form.ts";
import type { Letter, Reading } from "./fold-text.ts";
import { GAP_BIT, isTrueMatch, MAX_RUN, type SoughtWord } from "./is-true-match.ts";
import { findMasked, MaskedBuilder, type MaskedData } from "./masked-words.ts";
import { toPattern, type Script, type WordPattern } from "./word-pattern.ts";

/** Words and phrases in searchable form. Plain data, so that threads can transfer it. */
export interface LexiconData {
  readings: Partial<Record<Reading, ReadingData>>;
  masked: MaskedData | undefined;
  /** Maximum cost per letter of any text, in steps. */
  stepsPerLetter: number;
}

interface ReadingData extends WordTable {
  trie: TrieData;
}

/** Words in columns; a word is an index. */
interface WordTable {
  /** The next word that ends at the same node, plus 1. */
  next: Uint16Array | Uint32Array;
  flags: Uint8Array;
  tag: Uint8Array;
  /** Number of letters of a word, counting each as often as it must occur. */
  letterCount: Uint16Array;
  /** Start of a word's letters in `runs`; one more item at the end. */
  start: Uint32Array;
  /** Minimum run of each letter; a higher bit says whether a gap precedes it. */
  runs: Uint8Array;
  /** The marks of each letter, for words that are told apart by them. */
  marks: Map<number, string[]>;
}

const SCRIPTS: readonly Script[] = ["latin", "hangul", "mixed", "other"];
const FLAG = { begins: 1, ends: 2, inflects: 4, initials: 8, innocent: 16, marks: 32 } as const;
const SCRIPT_SHIFT = 6;
/** Cost of testing a word that ends at a letter, in addition to its letters. */
const STEPS_PER_WORD = 10;

/** Compiles words; yields now and then, so that other work can run. */
export function* compileLexicon(forms: Iterable<TaggedForm>): Generator<void, LexiconData> {
  const builders = new Map<Reading, ReadingBuilder>();
  const masked = new MaskedBuilder();
  for (const form of forms) {
    yield;
    if (form.masked) masked.add(form);
    const pattern = toPattern(form);
    if (!pattern) continue;
    let builder = builders.get(pattern.reading);
    if (!builder) builders.set(pattern.reading, (builder = new ReadingBuilder()));
    builder.add(pattern, form.tag);
  }
  const readings: LexiconData["readings"] = {};
  let stepsPerLetter = masked.stepsPerLetter;
  for (const [reading, builder] of builders) {
    yield;
    readings[reading] = builder.finish();
    stepsPerLetter += builder.stepsPerLetter;
  }
  return { readings, masked: masked.finish(), stepsPerLetter };
}

/** Whether there are words to find in a reading of a text. */
export function hasReading({ readings, masked }: LexiconData, reading: Reading): boolean {
  return readings[reading] !== undefined || (reading === "signs" && masked !== undefined);
}

/** Finds all words in a text; reports the number of steps to `count`. */
export function findAll(
  lexicon: LexiconData,
  text: string,
  reading: Reading,
  letters: readonly Letter[],
  count: (steps: number) => void,
): Hit[] {
  const hits: Hit[] = [];
  const table = lexicon.readings[reading];
  if (table) scan(table, text, letters, hits, count);
  if (lexicon.masked && reading === "signs") findMasked(lexicon.masked, text, letters, hits, count);
  return hits;
}

function scan(
  table: ReadingData,
  text: string,
  letters: readonly Letter[],
  hits: Hit[],
  count: (steps: number) => void,
): void {
  const { trie } = table;
  const { fail, ending, firstWord } = trie;
  let node = 0;
  let steps = 0;
  for (let last = 0; last < letters.length; last++) {
    const { code } = letters[last]!;
    let next = childOf(trie, node, code);
    steps++;
    while (next === 0 && node !== 0) {
      node = fail[node]!;
      next = childOf(trie, node, code);
      steps++;
    }
    node = next;
    for (let end = ending[node]!; end !== 0; end = ending[fail[end]!]!)
      for (let word = firstWord[end]!; word !== 0; word = table.next[word - 1]!)
        steps += tryWord(table, word - 1, text, letters, last, hits);
  }
  count(steps);
}

/** Tests whether the letters that end at `last` are this word; returns the steps taken. */
function tryWord(
  table: WordTable,
  word: number,
  text: string,
  letters: readonly Letter[],
  last: number,
  hits: Hit[],
): number {
  const start = table.start[word]!;
  const length = table.start[word + 1]! - start;
  const first = last - length + 1;
  const flags = table.flags[word]!;
  const innocent = (flags & FLAG.innocent) !== 0;
  const sought: SoughtWord = {
    length,
    letterCount: table.letterCount[word]!,
    runs: table.runs,
    start,
    marks: (flags & FLAG.marks) !== 0 ? table.marks.get(word) : undefined,
    begins: (flags & FLAG.begins) !== 0,
    ends: (flags & FLAG.ends) !== 0,
    inflects: (flags & FLAG.inflects) !== 0,
    initials: (flags & FLAG.initials) !== 0,
    innocent,
    script: SCRIPTS[flags >> SCRIPT_SHIFT]!,
  };
  if (isTrueMatch(sought, { text, letters, first, last }))
    hits.push({ tag: table.tag[word]!, first, last, innocent });
  return STEPS_PER_WORD + length;
}

/** Collects the words of one reading. */
class ReadingBuilder {
  readonly #trie = new TrieBuilder();
  readonly #firstWord: number[] = [];
  readonly #next: number[] = [];
  readonly #flags: number[] = [];
  readonly #tag: number[] = [];
  readonly #letterCount: number[] = [];
  readonly #start: number[] = [0];
  readonly #runs: number[] = [];
  readonly #marks = new Map<number, string[]>();
  /** Words added already, so that a word with several spellings is tested once. */
  readonly #known = new Set<string>();
  stepsPerLetter = 0;

  add(pattern: WordPattern, tag: number): void {
    const node = this.#trie.add(pattern.codes);
    const flags = flagsOf(pattern);
    const runs = pattern.runs.map(
      (run, i) => Math.min(run, MAX_RUN) | (pattern.gaps[i] ? GAP_BIT : 0),
    );
    const key = `${node} ${flags} ${tag} ${runs.join()} ${pattern.marks?.join() ?? ""}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    const word = this.#flags.length;
    while (this.#firstWord.length < this.#trie.nodes) this.#firstWord.push(0);
    this.#next.push(this.#firstWord[node]!);
    this.#firstWord[node] = word + 1;
    this.#flags.push(flags);
    this.#tag.push(tag);
    this.#letterCount.push(pattern.runs.reduce((sum, run) => sum + run, 0));
    this.#runs.push(...runs);
    this.#start.push(this.#runs.length);
    if (pattern.marks) this.#marks.set(word, pattern.marks);
  }

  finish(): ReadingData {
    const words = this.#flags.length;
    const trie = this.#trie.finish(this.#firstWord, words);
    const next = typedArrayFor(words, words + 1);
    next.set(this.#next);
    const table: ReadingData = {
      trie,
      next,
      marks: this.#marks,
      flags: Uint8Array.from(this.#flags),
      tag: Uint8Array.from(this.#tag),
      letterCount: Uint16Array.from(this.#letterCount),
      start: Uint32Array.from(this.#start),
      runs: Uint8Array.from(this.#runs),
    };
    this.stepsPerLetter = mostSteps(table);
    return table;
  }
}

function flagsOf(pattern: WordPattern): number {
  let flags = SCRIPTS.indexOf(pattern.script) << SCRIPT_SHIFT;
  for (const name of ["begins", "ends", "inflects", "initials", "innocent"] as const)
    if (pattern[name]) flags |= FLAG[name];
  if (pattern.marks) flags |= FLAG.marks;
  return flags;
}

/** Maximum cost of the words that end at one letter. */
function mostSteps({ trie, next, start }: ReadingData): number {
  const { ending, fail, firstWord } = trie;
  let most = 0;
  for (let node = 1; node < ending.length; node++) {
    if (ending[node] !== node) continue;
    let steps = 2;
    for (let end = node; end !== 0; end = ending[fail[end]!]!)
      for (let word = firstWord[end]!; word !== 0; word = next[word - 1]!)
        steps += STEPS_PER_WORD + start[word]! - start[word - 1]!;
    most = Math.max(most, steps);
  }
  return most;
}
