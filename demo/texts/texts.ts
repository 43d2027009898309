import { en } from "./en.ts";
import { ko } from "./ko.ts";

export type Texts = Record<keyof typeof en, string>;
export type Language = "ko" | "en";

const LANGUAGES: Record<Language, Texts> = { ko, en };

/** The language a visitor most likely reads. */
export function guessLanguage(): Language {
  return navigator.language.startsWith("ko") ? "ko" : "en";
}

export function textsOf(language: Language): Texts {
  return LANGUAGES[language];
}

/** Puts a language's texts into every element that names one. */
export function fillTexts(language: Language): void {
  const texts: Record<string, string> = textsOf(language);
  document.documentElement.lang = language;
  document.title = textsOf(language).pageTitle;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = texts[element.dataset["text"] ?? ""] ?? "";
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) {
    element.ariaLabel = texts[element.dataset["label"] ?? ""] ?? "";
  }
}
