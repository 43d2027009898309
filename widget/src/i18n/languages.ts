import type { AllTexts } from "./en/en.ts";
import type { FilterTexts } from "./en/en-filters.ts";
import type { StaffTexts } from "./en/en-staff.ts";

/** A language that is loaded when somebody reads it; its staff's texts when staff do. */
export interface Language {
  readonly texts: AllTexts;
  staff(): Promise<{ readonly staff: StaffTexts }>;
  filters(): Promise<{ readonly filters: FilterTexts }>;
}

/** Every language but English, which is in the element itself. */
export const LANGUAGES = {
  ko: () => import("./ko/ko.ts"),
  ja: () => import("./ja/ja.ts"),
  zh: () => import("./zh/zh.ts"),
  vi: () => import("./vi/vi.ts"),
  th: () => import("./th/th.ts"),
} satisfies Record<string, () => Promise<Language>>;
