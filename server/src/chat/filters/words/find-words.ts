import { foldText } from "./fold-text.ts";
import type { Hit, WordBook } from "./word-book.ts";

/** Where in a text a word was found, in UTF-16 units. */
export interface FoundWord {
  from: number;
  to: number;
}

const READINGS = ["letters", "signs"] as const;
/** Reading a text the other way finds something new only where there is one of these. */
const SIGNS = /[\p{N}*#%&?^$@!+x×]/u;

/**
 * Finds the first word or phrase of some books in a text, however it is disguised.
 * (SPEC FI5) Takes time in proportion to the text.
 */
export function findWord(text: string, books: readonly WordBook[]): FoundWord | undefined {
  const composed = text.normalize("NFC");
  for (const reading of READINGS) {
    if (reading === "signs" && !SIGNS.test(composed)) continue;
    if (!books.some((book) => book.has(reading))) continue;
    const letters = foldText(composed, reading);
    const hits = books.flatMap((book) => book.findAll(composed, reading, letters));
    const hit = firstGuilty(hits, letters.length);
    if (hit) return { from: letters[hit.first]!.from, to: letters[hit.last]!.to };
  }
  return undefined;
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
