import { foldText, type Letter, type Reading } from "./fold-text.ts";
import { isMeant } from "./is-meant.ts";
import { WordAutomaton } from "./word-automaton.ts";
import type { WordPattern } from "./word-pattern.ts";

/** Where in a text a word was found, in UTF-16 units. */
export interface FoundWord {
  from: number;
  to: number;
}

interface Hit {
  first: number;
  last: number;
  innocent: boolean;
}

const READINGS = ["letters", "signs"] as const;

/** Finds words and phrases in texts, however they are disguised. */
export class WordFinder {
  readonly #automata = new Map<Reading, WordAutomaton<WordPattern>>();

  constructor(patterns: readonly WordPattern[]) {
    for (const pattern of patterns) {
      let automaton = this.#automata.get(pattern.reading);
      if (!automaton) this.#automata.set(pattern.reading, (automaton = new WordAutomaton()));
      automaton.add(pattern.codes, pattern);
    }
  }

  /** The first word found; takes time in proportion to the text. */
  find(text: string): FoundWord | undefined {
    const composed = text.normalize("NFC");
    for (const reading of READINGS) {
      const automaton = this.#automata.get(reading);
      // Reading it the other way as well finds something new only among digits and signs.
      if (!automaton || (reading === "signs" && !/[\p{N}*#%&?^$@!+x×]/u.test(composed))) continue;
      const found = this.#findIn(automaton, composed, foldText(composed, reading));
      if (found) return found;
    }
    return undefined;
  }

  #findIn(
    automaton: WordAutomaton<WordPattern>,
    text: string,
    letters: readonly Letter[],
  ): FoundWord | undefined {
    const hits: Hit[] = [];
    automaton.scan(
      letters.length,
      (index) => letters[index]!.code,
      (pattern, last) => {
        const first = last - pattern.codes.length + 1;
        if (isMeant(pattern, { text, letters, first, last }))
          hits.push({ first, last, innocent: pattern.innocent });
      },
    );
    const hit = firstGuilty(hits, letters.length);
    return hit && { from: letters[hit.first]!.from, to: letters[hit.last]!.to };
  }
}

/** The first hit whose end does not lie in an innocent word. */
function firstGuilty(hits: readonly Hit[], length: number): Hit | undefined {
  // How many innocent words begin at each letter, less those that ended before it.
  const changes = Array<number>(length + 1).fill(0);
  for (const { first, last, innocent } of hits) {
    if (!innocent) continue;
    changes[first]!++;
    changes[last + 1]!--;
  }
  let within = 0;
  const isInnocent = changes.map((change) => (within += change) > 0);
  return hits.find(({ last, innocent }) => !innocent && !isInnocent[last]);
}
