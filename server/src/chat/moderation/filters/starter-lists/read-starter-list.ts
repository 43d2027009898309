import { isMaskable, toKeyed, type WordForm } from "../words/word-pattern.ts";
import { EN } from "./en.ts";
import { JA } from "./ja.ts";
import { KO } from "./ko.ts";
import type { StarterList } from "./starter-list.ts";
import { TH } from "./th.ts";
import { VI } from "./vi.ts";
import { ZH } from "./zh.ts";

const LISTS: Readonly<Record<"ko" | "en" | "ja" | "zh" | "vi" | "th", StarterList>> = {
  ...{ ko: KO, en: EN, ja: JA, zh: ZH, vi: VI, th: TH },
};

/** The words to find, and the innocent words, of one language. */
export function readStarterList(language: keyof typeof LISTS): WordForm[] {
  const { words, innocent } = LISTS[language];
  return [
    ...lines(words).flatMap(readWord),
    ...lines(innocent).flatMap((line) =>
      expand(line).map((text) => ({ ...readEnds(text), innocent: true })),
    ),
  ];
}

function readWord(line: string): WordForm[] {
  const keyed = line.startsWith("^");
  return expand(keyed ? line.slice(1) : line).flatMap((text) => {
    const form = { ...readEnds(text), inflects: true };
    return [{ ...form, masked: isMaskable(form) }, ...(keyed ? toKeyed(form) : [])];
  });
}

/** Latin entries are whole words; Korean words may continue; other scripts have no spaces. */
function readEnds(text: string): WordForm {
  const plain = text.replace(/^[~=]|[~=]$/g, "");
  const spaced = /^[\p{Script=Latin}\p{N}\p{P}\p{M}\s*]+$/u.test(plain);
  const hangul = /^\p{Script=Hangul}/u.test(plain);
  return {
    text: plain,
    begins: text.startsWith("=") || (!text.startsWith("~") && (spaced || hangul)),
    ends: text.endsWith("=") || (!text.endsWith("~") && spaced),
  };
}

/** All variants of a line with `{a,b}` in it. */
function expand(line: string): string[] {
  const match = /\{([^}]*)\}/.exec(line);
  if (!match) return [line];
  const [head, tail] = [line.slice(0, match.index), line.slice(match.index + match[0].length)];
  const tails = expand(tail);
  return match[1]!.split(",").flatMap((choice) => tails.map((rest) => head + choice + rest));
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}
