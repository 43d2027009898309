import { enStaff, type StaffTexts } from "./en/en-staff.ts";
import type { Language } from "./languages.ts";

/** Loads the staff's texts in a language; in English where there is none, or they do not load. */
export async function loadStaffTexts(language: Language | undefined): Promise<StaffTexts> {
  const loaded = await language?.staff().catch(() => undefined);
  return { ...enStaff, ...loaded?.staff };
}
