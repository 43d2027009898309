import { guessLanguage, type Language } from "./texts/texts.ts";

export type Theme = "auto" | "light" | "dark";

/** How a visitor wants the page; it outlives the visit where the browser lets it. */
export interface Preferences {
  language: Language;
  theme: Theme;
}

const KEY = "live-chat-demo";

export function readPreferences(): Preferences {
  const { language, theme } = readStored();
  return {
    language: language === "ko" || language === "en" ? language : guessLanguage(),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
  };
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A browser that stores nothing still shows the page.
  }
}

function readStored(): Partial<Record<keyof Preferences, unknown>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
