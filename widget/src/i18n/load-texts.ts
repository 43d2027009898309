import { en, type Texts } from "./en.ts";

/** The languages that come in a file of their own, when somebody reads them. */
const LATER_LANGUAGES = {
  ko: () => import("./ko.ts"),
  ja: () => import("./ja.ts"),
  zh: () => import("./zh.ts"),
  vi: () => import("./vi.ts"),
  th: () => import("./th.ts"),
};
type LaterLanguage = keyof typeof LATER_LANGUAGES;

export function isLaterLanguage(lang: string): lang is LaterLanguage {
  return Object.hasOwn(LATER_LANGUAGES, lang);
}

/** Loads a dictionary. What it lacks, of another version than this file's, is in English. */
export async function loadTexts(lang: LaterLanguage): Promise<Texts> {
  const loaded: Partial<Record<LaterLanguage, Partial<Texts>>> = await LATER_LANGUAGES[lang]();
  const texts = loaded[lang];
  return { ...en, ...texts, errors: { ...en.errors, ...texts?.errors } };
}
