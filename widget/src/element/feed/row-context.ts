import type { Me, MessageEntry, MessageRef, Person } from "#protocol";
import type { TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat, PendingMessage } from "../../client/index.ts";
import type { Language } from "../../i18n/languages.ts";
import type { ViewerPreferences } from "../settings/viewer-preferences.ts";
import type { LogItem } from "./log-items.ts";
import type { TextContext } from "./message-text.ts";

/** The shared inputs of all rows. A new context renders all of them again. */
export interface RowContext extends TextContext {
  readonly chat: Chat | undefined;
  readonly texts: Texts;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly hasPictures: boolean;
  readonly time: Intl.DateTimeFormat;
  readonly fullTime: Intl.DateTimeFormat;
  readonly showsTimes: boolean;
  readonly hiddenUserIds: ReadonlySet<string>;
  /** Which messages are announced. */
  readonly announcements: ViewerPreferences["announcements"];
  readonly me: Me | undefined;
  /** The page's own rendering of avatar, name and text, if there is one. */
  own(item: LogItem & { kind: "message" | "pending" }): TemplateResult | undefined;
  reply(message: MessageEntry): void;
  hide(person: Person): void;
  report(message: MessageEntry): void;
  /** Puts a refused message back into the composer. */
  reword(message: PendingMessage): void;
  /** Whether several people have this name, so that guests need a tag. */
  isShared(nickname: string): boolean;
  /** Whether staff tools are shown on messages, instead of hiding and reporting. */
  readonly isModerated: boolean;
  /** The language of staff texts; undefined for English. */
  readonly language: Language | undefined;
  goTo(message: MessageRef): void;
  /** Shows the actions of a message, and focuses them. */
  open(item: LogItem): void;
  /** Expands or truncates a long message. */
  toggle(item: LogItem): void;
}

/** The visual state of a row. */
export interface RowState {
  /** Whether it is the list's tab stop. */
  readonly isActive: boolean;
  /** Whether its actions are shown. */
  readonly isOpen: boolean;
  /** Whether a long message is expanded. */
  readonly isWhole: boolean | undefined;
}
