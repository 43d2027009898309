import { CHAT_LANGUAGES, type ChatLanguage } from "#protocol";

/** The languages of the demo's pages. */
export type Language = ChatLanguage;

export function isLanguage(value: unknown): value is Language {
  return CHAT_LANGUAGES.includes(value as Language);
}

/** The language a visitor most likely reads. */
export function guessLanguage(): Language {
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

/** Puts a language's texts into every element that names one. */
export function fillTexts(language: Language, texts: { readonly pageTitle: string }): void {
  const named = texts as Record<string, string>;
  document.documentElement.lang = language;
  document.title = texts.pageTitle;
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = named[element.dataset["text"] ?? ""] ?? "";
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-label]")) {
    element.ariaLabel = named[element.dataset["label"] ?? ""] ?? "";
  }
}
