import { enFilters, type FilterTexts } from "./en/en-filters.ts";
import type { Language } from "./languages.ts";

/** Loads the texts of the filters' panel in a language; in English where there is none, or they do not load. */
export async function loadFilterTexts(language: Language | undefined): Promise<FilterTexts> {
  const loaded = await language?.filters().catch(() => undefined);
  return loaded?.filters ?? enFilters;
}
