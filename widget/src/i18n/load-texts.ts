import { scriptUrl } from "../script-origin.ts";
import { en, type Texts } from "./en.ts";

/** The languages that come in a file of their own, when somebody reads them. */
export const LATER_LANGUAGES = ["ja", "zh", "vi", "th"] as const;
type LaterLanguage = (typeof LATER_LANGUAGES)[number];

/** How the files beside the one-file builds are named; `*` stands for the language. */
declare const LIVE_CHAT_TEXTS_FILES: string | undefined;

/** Loads a dictionary. What it lacks, of another version than this file's, is in English. */
export async function loadTexts(lang: LaterLanguage): Promise<Texts> {
  const loaded = (await importTexts(lang)) as Record<string, Partial<Texts>>;
  const texts = loaded[lang];
  return { ...en, ...texts, errors: { ...en.errors, ...texts?.errors } };
}

function importTexts(lang: LaterLanguage): Promise<object> {
  if (typeof LIVE_CHAT_TEXTS_FILES === "string") {
    const file = LIVE_CHAT_TEXTS_FILES.replace("*", lang);
    return import(/* @vite-ignore */ new URL(file, scriptUrl()).href);
  }
  switch (lang) {
    case "ja":
      return import("./ja.ts");
    case "zh":
      return import("./zh.ts");
    case "vi":
      return import("./vi.ts");
    case "th":
      return import("./th.ts");
  }
}
