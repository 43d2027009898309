import type { FilterLanguage, FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";
import { readStarterList } from "./starter-lists/read-starter-list.ts";
import { findWord } from "./words/find-words.ts";
import { WordBook } from "./words/word-book.ts";
import { toKeyed, toMasked, type WordForm } from "./words/word-pattern.ts";

/** Scripts that put no spaces between words, or endings right after them. */
const UNSPACED =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const starterBooks = new Map<FilterLanguage, WordBook>();

/** Looks for words and phrases. (SPEC FI4, FI5) */
export function toWordTest(test: FilterTest & { kind: "words" }): TextTest {
  const { lists = [], words = [], allow = [] } = test;
  const own = [
    ...words.flatMap(readWord),
    ...allow.map((text) => ({ ...readEnds(text), innocent: true })),
  ];
  const books = [...lists.map(starterBook), ...(own.length > 0 ? [new WordBook(own)] : [])];
  return (text) => {
    const at = findWord(text, books);
    return at && { at };
  };
}

/** A list takes tens of milliseconds to compile, and is the same for all streams. */
function starterBook(language: FilterLanguage): WordBook {
  let book = starterBooks.get(language);
  if (!book) starterBooks.set(language, (book = new WordBook(readStarterList(language))));
  return book;
}

function readWord(word: string): WordForm[] {
  const form = readEnds(word);
  return [form, ...toMasked(form), ...toKeyed(form)];
}

/** A word as an owner writes it: whole, unless a `*` or its script lets it go on. */
function readEnds(word: string): WordForm {
  const trimmed = word.trim().toLowerCase();
  const text = trimmed.replace(/^\*+/, "").replace(/\*+$/, "");
  const whole = !UNSPACED.test(text);
  return {
    text,
    begins: whole && !trimmed.startsWith("*"),
    ends: whole && !trimmed.endsWith("*"),
  };
}
