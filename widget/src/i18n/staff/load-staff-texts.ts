import { enStaff, type StaffTexts } from "./en.ts";

const LATER_LANGUAGES: Readonly<Record<string, () => Promise<{ staff: Partial<StaffTexts> }>>> = {
  ko: () => import("./ko.ts"),
  ja: () => import("./ja.ts"),
  zh: () => import("./zh.ts"),
  vi: () => import("./vi.ts"),
  th: () => import("./th.ts"),
};

/** Loads the staff's texts for a BCP 47 tag; in English where there are none, or they do not load. */
export async function loadStaffTexts(locale: string): Promise<StaffTexts> {
  const load = LATER_LANGUAGES[locale.toLowerCase().split("-", 1)[0] ?? ""];
  const loaded = await load?.().catch(() => undefined);
  return { ...enStaff, ...loaded?.staff };
}
