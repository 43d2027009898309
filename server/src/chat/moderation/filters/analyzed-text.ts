import { boundedNormalize } from "../../text/bounded-normalize.ts";
import { hostsAndParents, type LinkedHost } from "./find-links.ts";
import type { FoundPatterns, PatternTables } from "./patterns/pattern-tables.ts";
import { findPatterns } from "./patterns/find-patterns.ts";
import { foldText, type Letter, type Reading } from "./words/fold-text.ts";
import { findAll, type LexiconData } from "./words/lexicon.ts";
import { type Hit } from "./words/word-match.ts";

/** The second reading of a text can find something new only if it contains one of these. */
const SIGNS = /[\p{N}*#%&?^$@!+x×]/u;
const NOTHING: FoundPatterns = new Set();

/**
 * A text that filters examine. Every derived form is computed once, however many rules use it, so
 * the cost of a text does not grow with the number of rules. (SPEC FI11)
 */
export class AnalyzedText {
  readonly text: string;
  /** Steps of work so far, counted for tests; one step takes some nanoseconds. */
  steps = 0;
  readonly #composed: string;
  readonly #letters = new Map<Reading, readonly Letter[]>();
  readonly #hits = new Map<LexiconData, Map<Reading, readonly Hit[]>>();
  #plain: string | undefined;
  #hosts: readonly LinkedHost[] | undefined;
  readonly #patterns = new Map<PatternTables, FoundPatterns>();
  #longestRow: number | undefined;
  #letterCase: { letters: number; capitals: number } | undefined;

  constructor(text: string) {
    this.text = text;
    this.#composed = text.normalize("NFC");
  }

  /** The text folded by compatibility (NFKC), with a bound on the length of the result. */
  get plain(): string {
    return (this.#plain ??= this.#counted(boundedNormalize(this.text, "NFKC")));
  }

  /** Hosts that the text links to. */
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

  /** Number of letters in scripts that have capitals, and how many of them are capitals. */
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

  /** Whether a reading can find something that the other one does not. */
  hasReading(reading: Reading): boolean {
    return reading === "letters" || SIGNS.test(this.#composed);
  }

  /** Every word of a lexicon that occurs in the text. */
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

  /** Which of a stream's patterns match the text. */
  patterns(tables: PatternTables | undefined): FoundPatterns {
    if (!tables) return NOTHING;
    const count = (steps: number) => (this.steps += steps);
    let found = this.#patterns.get(tables);
    if (!found) this.#patterns.set(tables, (found = findPatterns(tables, this.plain, count)));
    return found;
  }

  #counted<T>(value: T): T {
    this.steps += this.text.length;
    return value;
  }
}

/** Maximum length of a repeated unit: ㅋ, ha, 🔥🔥, buy now! */
const MAX_REPEATED = 12;

/** Length of the longest run of one unit of a few characters. */
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
