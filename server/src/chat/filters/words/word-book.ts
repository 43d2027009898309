import type { Letter, Reading } from "./fold-text.ts";
import { isMeant } from "./is-meant.ts";
import { WordAutomaton } from "./word-automaton.ts";
import { toPattern, type WordForm, type WordPattern } from "./word-pattern.ts";

/** Where in a folded text something was found. */
export interface Hit {
  first: number;
  last: number;
  innocent: boolean;
}

/** Words and phrases, ready to be looked for. Made once and used for many streams. */
export class WordBook {
  readonly #automata = new Map<Reading, WordAutomaton<WordPattern>>();

  constructor(forms: readonly WordForm[]) {
    for (const form of forms) {
      const pattern = toPattern(form);
      if (!pattern) continue;
      let automaton = this.#automata.get(pattern.reading);
      if (!automaton) this.#automata.set(pattern.reading, (automaton = new WordAutomaton()));
      automaton.add(pattern.codes, pattern);
    }
  }

  /** Whether there are words to look for in this reading of a text. */
  has(reading: Reading): boolean {
    return this.#automata.has(reading);
  }

  /** Everything of the book that is in a text. */
  findAll(text: string, reading: Reading, letters: readonly Letter[]): Hit[] {
    const hits: Hit[] = [];
    this.#automata.get(reading)?.scan(
      letters.length,
      (index) => letters[index]!.code,
      (pattern, last) => {
        const first = last - pattern.codes.length + 1;
        if (isMeant(pattern, { text, letters, first, last }))
          hits.push({ first, last, innocent: pattern.innocent });
      },
    );
    return hits;
  }
}
