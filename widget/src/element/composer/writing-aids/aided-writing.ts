import type { html } from "lit";
import type { Texts } from "../../../i18n/en/en.ts";
import type { Chat } from "../../../client/index.ts";

/** The renderer of whoever loads this: with one of its own, a page would have two. */
export type Html = typeof html;

/** What is helped with: the field, and what is known around it. */
export interface AidedWriting {
  readonly field: HTMLTextAreaElement;
  readonly chat: Chat | undefined;
  readonly texts: Texts;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** Where the emoji's names are, with `{lang}` in place of the language. */
  readonly emojiUrl: string;
  /** The chat's server. */
  readonly serverUrl: string;
  requestUpdate(): void;
}
