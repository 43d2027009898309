import type { ChatLanguage } from "#protocol";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { th } from "./th.ts";
import { vi } from "./vi.ts";
import { zh } from "./zh.ts";

export type Texts = typeof en;

const BY_LANGUAGE: Record<ChatLanguage, Texts> = { ko, en, ja, zh, vi, th };

export const DICTIONARIES: readonly Texts[] = Object.values(BY_LANGUAGE);

/** The dictionary for the language that is asked for, else for the first of the browser's; English else. */
export function findTexts(lang = ""): Texts {
  for (const tag of [lang, ...navigator.languages]) {
    const primary = tag.toLowerCase().split(/[-_]/, 1)[0];
    const texts = DICTIONARIES.find((dictionary) => dictionary.lang === primary);
    if (texts) return texts;
  }
  return en;
}
