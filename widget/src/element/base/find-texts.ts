import { LANGUAGES, loadLazily } from "../../load-lazily.ts";
import { en, type Texts } from "../../i18n/en/en.ts";
import type { Language } from "../../i18n/languages.ts";

/** The texts of a language. */
export interface FoundTexts {
  readonly texts: Texts;
  /** The language itself, for its other texts; undefined for English. */
  readonly language?: Language;
}

type LaterLanguage = keyof typeof LANGUAGES;

const ENGLISH: FoundTexts = { texts: en };
const loaded = new Map<string, FoundTexts>();

/**
 * The texts for a BCP 47 tag, or a promise of them; English if the language is unknown.
 *
 * Texts missing in a language file of another version are in English.
 */
export function findTexts(lang: string, serverUrl: string): FoundTexts | Promise<FoundTexts> {
  const primary = primaryOf(lang);
  if (!isLaterLanguage(primary)) return ENGLISH;
  return loaded.get(primary) ?? load(primary, serverUrl);
}

/** The tag for dates and numbers: the page's own if it is valid, so that en-GB stays en-GB. */
export function findLocale(lang: string): string {
  const primary = primaryOf(lang);
  const isSpoken = primary === "en" || isLaterLanguage(primary);
  try {
    return Intl.getCanonicalLocales(isSpoken ? lang : "en")[0] ?? "en";
  } catch {
    return "en";
  }
}

async function load(primary: LaterLanguage, serverUrl: string): Promise<FoundTexts> {
  const language: Language = await loadLazily((modules) => modules.LANGUAGES[primary](), serverUrl);
  const errors = { ...en.errors, ...language.texts.errors };
  const found = { language, texts: { ...en, ...language.texts, errors } };
  loaded.set(primary, found);
  return found;
}

function isLaterLanguage(primary: string): primary is LaterLanguage {
  return Object.hasOwn(LANGUAGES, primary);
}

function primaryOf(lang: string): string {
  return lang.toLowerCase().split(/[-_]/, 1)[0] ?? "";
}
