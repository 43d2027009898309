import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";
import type { StarterLexicons } from "./starter-lists/starter-lexicons.ts";
import { hasReading, type LexiconData } from "./words/lexicon.ts";
import { type Hit } from "./words/word-match.ts";

const READINGS = ["letters", "signs"] as const;

/** Finds words of starter lists, and the stream's own under the rule's tag. (SPEC FI4, FI5) */
export function toWordTest(
  test: FilterTest & { kind: "words" },
  tag: number,
  own: LexiconData | undefined,
  starters: StarterLexicons,
): TextTest {
  const lists = (test.lists ?? []).map((language) => starters.get(language));
  const all = own ? [...lists, own] : lists;
  return (read) => {
    for (const reading of READINGS) {
      const lexicons = all.filter((lexicon) => hasReading(lexicon, reading));
      if (lexicons.length === 0 || !read.hasReading(reading)) continue;
      const hits = lexicons.flatMap((lexicon) => {
        const found = read.hits(lexicon, reading);
        return lexicon === own ? found.filter((hit) => hit.tag === tag) : found;
      });
      if (hits.length === 0) continue;
      const letters = read.letters(reading);
      read.steps += hits.length + letters.length;
      const hit = firstGuilty(hits, letters.length);
      if (hit) return { at: { from: letters[hit.first]!.from, to: letters[hit.last]!.to } };
    }
    return undefined;
  };
}

/** The first hit whose end is not inside an innocent word. */
function firstGuilty(hits: readonly Hit[], length: number): Hit | undefined {
  // For each letter, the number of innocent words that begin there minus those that ended before.
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
