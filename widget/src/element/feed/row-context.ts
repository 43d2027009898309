import type { Me, MessageEntry, MessageRef, Person } from "#protocol";
import type { TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat, PendingMessage } from "../../client/index.ts";
import type { Language } from "../../i18n/languages.ts";
import type { ViewerPreferences } from "../settings/viewer-preferences.ts";
import type { LogItem } from "./log-items.ts";
import type { TextContext } from "./message-text.ts";

/** What all rows share. Another one has all of them rendered anew. */
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
  /** Which messages are read out. */
  readonly announcements: ViewerPreferences["announcements"];
  readonly me: Me | undefined;
  /** What the page draws in place of picture, name and text, if it does. */
  own(item: LogItem & { kind: "message" | "pending" }): TemplateResult | undefined;
  reply(message: MessageEntry): void;
  hide(person: Person): void;
  report(message: MessageEntry): void;
  /** Puts a message that was refused back to where one writes. */
  reword(message: PendingMessage): void;
  /** Whether several people have this name, so that guests need a mark. */
  isShared(nickname: string): boolean;
  /** Whether staff act on what others write, in place of hiding and reporting it. */
  readonly isModerated: boolean;
  /** What staff read is in this one; undefined is English. */
  readonly language: Language | undefined;
  goTo(message: MessageRef): void;
  /** Shows what can be done with a message, and leads there. */
  open(item: LogItem): void;
  /** Shows a long message whole, or only its beginning again. */
  toggle(item: LogItem): void;
}

/** How a row stands out at the moment. */
export interface RowState {
  /** It is the list's tab stop. */
  readonly isActive: boolean;
  /** What can be done with it is shown. */
  readonly isOpen: boolean;
  /** It is long, and shown in full or not. */
  readonly isWhole: boolean | undefined;
}
