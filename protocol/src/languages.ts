/**
 * The languages that people see the chat in, by their BCP 47 tags; the first is the fallback.
 *
 * A language that is added here does not compile until the element and every page have its texts.
 */
export const CHAT_LANGUAGES = ["en", "ko", "ja", "zh", "vi", "th"] as const;
export type ChatLanguage = (typeof CHAT_LANGUAGES)[number];
