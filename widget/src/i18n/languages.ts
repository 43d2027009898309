import type { ChatLanguage } from "#protocol";
import type { AllTexts } from "./en/en.ts";
import type { ChannelTexts } from "./en/en-channel.ts";
import type { DeviceTexts } from "./en/en-device.ts";
import type { FilterTexts } from "./en/en-filters.ts";
import type { StaffTexts } from "./en/en-staff.ts";

/** A language that is loaded on demand; its staff texts are loaded separately. */
export interface Language {
  readonly texts: AllTexts;
  staff(): Promise<{ readonly staff: StaffTexts }>;
  filters(): Promise<{ readonly filters: FilterTexts }>;
  device(): Promise<{ readonly device: DeviceTexts }>;
  channel(): Promise<{ readonly channel: ChannelTexts }>;
}

/** Every language but English, which is part of the element. */
export const LANGUAGES = {
  ko: () => import("./ko/ko.ts"),
  ja: () => import("./ja/ja.ts"),
  zh: () => import("./zh/zh.ts"),
  vi: () => import("./vi/vi.ts"),
  th: () => import("./th/th.ts"),
} satisfies Record<Exclude<ChatLanguage, "en">, () => Promise<Language>>;
