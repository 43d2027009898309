import type { FilterLanguage } from "#protocol";
import { compileLexicon, type LexiconData } from "../words/lexicon.ts";
import { readStarterList } from "./read-starter-list.ts";

/** The server's own word lists, compiled once and shared by all streams. */
export class StarterLexicons {
  readonly #byLanguage = new Map<FilterLanguage, LexiconData>();

  get(language: FilterLanguage): LexiconData {
    const lexicon = this.#byLanguage.get(language);
    if (!lexicon) throw new Error("a starter list is used before it was compiled");
    return lexicon;
  }

  has(language: FilterLanguage): boolean {
    return this.#byLanguage.has(language);
  }

  add(language: FilterLanguage, lexicon: LexiconData): void {
    this.#byLanguage.set(language, lexicon);
  }
}

/** Compiles one list, a word at a time. */
export function* compileStarterList(language: FilterLanguage): Generator<void, LexiconData> {
  return yield* compileLexicon(readStarterList(language).map((form) => ({ ...form, tag: 0 })));
}
