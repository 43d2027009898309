import { choose } from "./choose.ts";
import { element } from "./element.ts";
import { isLanguage } from "./languages.ts";
import type { Preferences } from "./preferences.ts";

/** Lets the bar above a page show the visitor's preferences and change them. */
export function startBar(preferences: Preferences, onChange: () => void): void {
  const language = element("language", HTMLSelectElement);
  language.value = preferences.language;
  language.addEventListener("change", () => {
    if (isLanguage(language.value)) preferences.language = language.value;
    onChange();
  });
  choose(element("theme", HTMLFieldSetElement), preferences.theme, (theme) => {
    preferences.theme = theme;
    onChange();
  });
}
