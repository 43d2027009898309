import { enFilters, type FilterTexts } from "./en/en-filters.ts";
import { LaterTexts } from "./lazy-texts.ts";

/** Texts of the filter panel. */
export const FILTER_TEXTS: LaterTexts<FilterTexts> = new LaterTexts<FilterTexts>(
  enFilters,
  async (language) => (await language.filters()).filters,
);
