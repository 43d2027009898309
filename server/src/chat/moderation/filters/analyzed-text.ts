import { boundedNormalize } from "../../text/bounded-normalize.ts";
import { hostsAndParents, type LinkedHost } from "./find-links.ts";
import type { FoundPatterns, PatternTables } from "./patterns/pattern-tables.ts";
import { findPatterns } from "./patterns/find-patterns.ts";
import { foldText, type Letter, type Reading } from "./words/fold-text.ts";
import { findAll, type LexiconData } from "./words/lexicon.ts";
import { type Hit } from "./words/hit.ts";

/** Reading a text the other way finds something new only where there is one of these. */
const SIGNS = /[\p{N}*#%&?^$@!+x×]/u;
const NOTHING: FoundPatterns = new Set();

/**
 * A text that filters look at. Whatever is made of it is made once, however many rules ask:
 * so what a text costs does not grow with the number of rules. (SPEC FI11)
 */
export class AnalyzedText {
  readonly text: string;
  /** Steps of work so far, as tests count them: one is some nanoseconds. */
  steps = 0;
  readonly #composed: string;
  readonly #letters = new Map<Reading, readonly Letter[]>();
  readonly #hits = new Map<LexiconData, Map<Reading, readonly Hit[]>>();
  #plain: string | undefined;
  #hosts: readonly LinkedHost[] | undefined;
  #patterns: FoundPatterns | undefined;
  #longestRow: number | undefined;
  #letterCase: { letters: number; capitals: number } | undefined;

  constructor(text: string) {
    this.text = text;
    this.#composed = text.normalize("NFC");
  }

  /** The text folded by compatibility, which bounds what becomes of it. */
  get plain(): string {
    return (this.#plain ??= this.#counted(boundedNormalize(this.text, "NFKC")));
  }

  /** Hosts that it links to. */
  get hosts(): readonly LinkedHost[] {
    return (this.#hosts ??= this.#counted(hostsAndParents(this.text)));
  }

  get longestRow(): number {
    if (this.#longestRow === undefined) {
      const characters = [...this.text];
      this.#longestRow = longestRow(characters);
      this.steps += characters.length * MAX_REPEATED;
    }
    return this.#longestRow;
  }

  /** How many letters of scripts that have capitals there are, and how many capitals. */
  get letterCase(): { letters: number; capitals: number } {
    return (this.#letterCase ??= this.#counted(countCapitals(this.plain)));
  }

  letters(reading: Reading): readonly Letter[] {
    let letters = this.#letters.get(reading);
    if (!letters) {
      letters = foldText(this.#composed, reading);
      this.#letters.set(reading, letters);
      this.steps += letters.length;
    }
    return letters;
  }

  /** Whether a reading can find something that another does not. */
  hasReading(reading: Reading): boolean {
    return reading === "letters" || SIGNS.test(this.#composed);
  }

  /** Every word of a lexicon that is in it. */
  hits(lexicon: LexiconData, reading: Reading): readonly Hit[] {
    let byReading = this.#hits.get(lexicon);
    if (!byReading) this.#hits.set(lexicon, (byReading = new Map<Reading, readonly Hit[]>()));
    let hits = byReading.get(reading);
    if (!hits) {
      const count = (steps: number) => (this.steps += steps);
      hits = findAll(lexicon, this.#composed, reading, this.letters(reading), count);
      byReading.set(reading, hits);
    }
    return hits;
  }

  /** Which of a stream's patterns it has a match for. */
  patterns(tables: PatternTables | undefined): FoundPatterns {
    if (!tables) return NOTHING;
    const count = (steps: number) => (this.steps += steps);
    return (this.#patterns ??= findPatterns(tables, this.plain, count));
  }

  #counted<T>(value: T): T {
    this.steps += this.text.length;
    return value;
  }
}

/** What repeats may be so long: ㅋ, ha, 🔥🔥, buy now! */
const MAX_REPEATED = 12;

/** How often something of a few characters stands in a row at most. */
function longestRow(characters: readonly string[]): number {
  let longest = characters.length > 0 ? 1 : 0;
  for (let length = 1; length <= MAX_REPEATED; length++) {
    let same = 0;
    for (let i = length; i < characters.length; i++) {
      same = characters[i] === characters[i - length] ? same + 1 : 0;
      longest = Math.max(longest, Math.floor(same / length) + 1);
    }
  }
  return longest;
}

function countCapitals(text: string): { letters: number; capitals: number } {
  let letters = 0;
  let capitals = 0;
  for (const char of text) {
    const lower = char.toLowerCase();
    if (lower === char.toUpperCase()) continue;
    letters++;
    if (char !== lower) capitals++;
  }
  return { letters, capitals };
}
