import { enStaff, type StaffTexts } from "./en/en-staff.ts";
import { LaterTexts } from "./lazy-texts.ts";

/** Texts of the staff tools. */
export const STAFF_TEXTS: LaterTexts<StaffTexts> = new LaterTexts<StaffTexts>(
  enStaff,
  async (language) => (await language.staff()).staff,
);
