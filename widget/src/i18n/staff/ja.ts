import type { StaffTexts } from "./en.ts";
export const staff: Partial<StaffTexts> = {};
