import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "./paths.ts";

/** As the package has them. */
interface RawEmoji {
  emoji: string;
  annotation: string;
  tags: readonly string[];
  shortcodes?: readonly string[];
  group: number;
  version: number;
  skins?: readonly { emoji: string; tone: number | readonly number[] }[];
}

export const EMOJI_LANGS = ["en", "ko", "ja", "zh", "vi", "th"] as const;

/** The word that people type for an emoji whose name is longer, and in which many others begin. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ko: { "❤️": "하트" },
  ja: { "❤️": "ハート" },
  zh: { "❤️": "心" },
  vi: { "❤️": "tim" },
  th: { "❤️": "หัวใจ" },
};

/** Parts of others, like a skin tone alone. */
const COMPONENTS = 2;

/** Writes a file of emoji for each language into a folder. */
export function writeEmojiData(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const lang of EMOJI_LANGS)
    writeFileSync(join(folder, `${lang}.json`), JSON.stringify(makeEmojiData(lang)));
}

/**
 * The emoji with their names in a language, and short names in English, which
 * people type everywhere; half of what the package has for it.
 */
export function makeEmojiData(lang: string): object[] {
  const sources = ["github", "emojibase"].map(
    (source) => new Map(read("en", source).map(({ emoji, shortcodes }) => [emoji, shortcodes])),
  );
  return read(lang, "cldr-native")
    .filter(({ group }) => group !== COMPONENTS)
    .map(({ emoji, annotation: name, tags, group, version, skins }) => {
      const word = WORDS[lang]?.[emoji];
      const short = sources.flatMap((codesOf) => codesOf.get(emoji) ?? []);
      const codes = [...new Set(short), ...(word ? [word] : [])];
      const tones = skins?.filter(({ tone }) => typeof tone === "number").map((skin) => skin.emoji);
      // The groups count on without the components.
      const place = group > COMPONENTS ? group - 1 : group;
      return { emoji, name, tags, codes, group: place, version, ...(tones && { skins: tones }) };
    });
}

function read(lang: string, source: string): RawEmoji[] {
  const path = `node_modules/emoji-picker-element-data/${lang}/${source}/data.json`;
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as RawEmoji[];
}
