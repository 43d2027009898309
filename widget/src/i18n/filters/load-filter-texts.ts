import { enFilters, type FilterTexts } from "./en.ts";

const LATER_LANGUAGES: Readonly<Record<string, () => Promise<{ filters: FilterTexts }>>> = {
  ko: () => import("./ko.ts"),
  ja: () => import("./ja.ts"),
  zh: () => import("./zh.ts"),
  vi: () => import("./vi.ts"),
  th: () => import("./th.ts"),
};

/** Loads the texts of the filters' panel for a BCP 47 tag; in English where there are none, or they do not load. */
export async function loadFilterTexts(locale: string): Promise<FilterTexts> {
  const load = LATER_LANGUAGES[locale.toLowerCase().split("-", 1)[0] ?? ""];
  const loaded = await load?.().catch(() => undefined);
  return loaded?.filters ?? enFilters;
}
