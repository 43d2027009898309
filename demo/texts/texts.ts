import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { th } from "./th.ts";
import { vi } from "./vi.ts";
import { zh } from "./zh.ts";

export type Texts = Record<keyof typeof en, string>;

const LANGUAGES = { ko, en, ja, zh, vi, th } satisfies Record<string, Texts>;

export type Language = keyof typeof LANGUAGES;

export function isLanguage(value: unknown): value is Language {
  return typeof value === "string" && Object.hasOwn(LANGUAGES, value);
}

/** The language a visitor most likely reads. */
export function guessLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
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
