/** Languages of the server's own word lists. (SPEC FI4) */
export const FILTER_LANGUAGES = ["ko", "en", "ja", "zh", "vi", "th"] as const;
export type FilterLanguage = (typeof FILTER_LANGUAGES)[number];
