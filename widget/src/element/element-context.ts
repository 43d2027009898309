import type { html, ReactiveElement } from "lit";
import type { Texts } from "../i18n/en/en.ts";
import type { Language } from "../i18n/languages.ts";
import type { Chat, ChatSnapshot } from "../client/index.ts";

/** The renderer of whoever loads a part: with one of its own, a page would have two. */
export type Html = typeof html;

/** What the parts that are loaded later see of the element, as of its last rendering. */
export interface Here {
  readonly host: ReactiveElement;
  chat: Chat | undefined;
  snapshot: ChatSnapshot;
  texts: Texts;
  /** What else is said in the language that the texts are in; English has it with each part. */
  language: Language | undefined;
  /** A BCP 47 tag. */
  locale: string;
}
