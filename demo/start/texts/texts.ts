import type { Language } from "../../languages.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { ko } from "./ko.ts";
import { th } from "./th.ts";
import { vi } from "./vi.ts";
import { zh } from "./zh.ts";

export type StartTexts = Record<keyof typeof en, string>;

const TEXTS: Record<Language, StartTexts> = { ko, en, ja, zh, vi, th };

export function textsOf(language: Language): StartTexts {
  return TEXTS[language];
}
