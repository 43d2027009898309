import { enFilters, type FilterTexts } from "./en/en-filters.ts";
import { LaterTexts } from "./later-texts.ts";

/** What the filters' panel says. */
export const FILTER_TEXTS: LaterTexts<FilterTexts> = new LaterTexts<FilterTexts>(
  enFilters,
  async (language) => (await language.filters()).filters,
);
