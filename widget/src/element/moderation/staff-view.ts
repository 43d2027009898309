import type { MessageEntry } from "#protocol";
import type { TemplateResult } from "lit";
import type { Chat } from "../../client/index.ts";

/** What the rest of the element shows of the staff's part, once that is loaded. */
export interface StaffView {
  /** The chat, where lines that begin with a slash are carried out and not sent. */
  readonly chat: (Chat & Commands) | undefined;
  /** What can be done at once with what somebody else wrote, and the way to the rest. */
  rowActions(message: MessageEntry, isActive: boolean): TemplateResult;
  /** The way to the panels, with how much waits there. */
  button(): TemplateResult;
  /** What is open of it, over the rest. */
  render(): TemplateResult;
}

export interface Commands {
  /** What a line that begins with a slash may become. */
  suggest(line: string): readonly CommandHint[];
}

export interface CommandHint {
  /** With its slash. */
  readonly command: string;
  /** What may follow it. */
  readonly usage: string;
  readonly description: string;
}
