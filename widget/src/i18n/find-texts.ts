import { en, type Texts } from "./en.ts";
import { isLaterLanguage, loadTexts } from "./load-texts.ts";

const loaded = new Map<string, Texts>();

/** The dictionary for a BCP 47 tag, English where there is none; or the promise of one. */
export function findTexts(lang: string): Texts | Promise<Texts> {
  const primary = primaryOf(lang);
  if (!isLaterLanguage(primary)) return en;
  return (
    loaded.get(primary) ??
    loadTexts(primary).then((texts) => {
      loaded.set(primary, texts);
      return texts;
    })
  );
}

/** The tag for dates and numbers: the page's own where it is valid, so that en-GB stays en-GB. */
export function findLocale(lang: string): string {
  const primary = primaryOf(lang);
  const isSpoken = primary === "en" || isLaterLanguage(primary);
  try {
    return Intl.getCanonicalLocales(isSpoken ? lang : "en")[0] ?? "en";
  } catch {
    return "en";
  }
}

function primaryOf(lang: string): string {
  return lang.toLowerCase().split(/[-_]/, 1)[0] ?? "";
}
