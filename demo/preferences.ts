import { guessLanguage, isLanguage, type Language } from "./languages.ts";

export type Theme = "auto" | "light" | "dark";

/** How a visitor wants the page; it outlives the visit where the browser lets it. */
export interface Preferences {
  language: Language;
  theme: Theme;
  /** The name that a visitor chose last, here or in the chat. */
  nickname: string;
}

const KEY = "live-chat-demo";

export function readPreferences(): Preferences {
  const { language, theme, nickname } = readStored();
  return {
    language: isLanguage(language) ? language : guessLanguage(),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    nickname: typeof nickname === "string" ? nickname : "",
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
