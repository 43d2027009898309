import { en, type Texts } from "./en.ts";
import { ko } from "./ko.ts";

/** To add a language: write its dictionary and name it here. */
export const DICTIONARIES: Readonly<Record<string, Texts>> = { en, ko };

/** The dictionary for a BCP 47 tag; English where there is none. */
export function findTexts(lang: string): Texts {
  return DICTIONARIES[primaryOf(lang)] ?? en;
}

/** The tag for dates and numbers: the page's own where it is valid, so that en-GB stays en-GB. */
export function findLocale(lang: string): string {
  const texts = primaryOf(lang) in DICTIONARIES ? lang : "en";
  try {
    return Intl.getCanonicalLocales(texts)[0] ?? "en";
  } catch {
    return "en";
  }
}

function primaryOf(lang: string): string {
  return lang.toLowerCase().split(/[-_]/, 1)[0] ?? "";
}
