import { LitElement } from "lit";
import { property } from "./components/property.ts";
import type { TextOverrides } from "./i18n/override-texts.ts";
import type { Chat, Token } from "./store/index.ts";

/** What a page sets on its `<live-chat>`: attributes, and properties for what is no text. */
export abstract class LiveChatProperties extends LitElement {
  /** Which stream's chat: 1 to 128 characters out of A-Z a-z 0-9 _ . : - */
  @property({ attribute: "stream-id", useDefault: true }) accessor streamId = "";
  /** The chat server. By default the one that this script came from. */
  @property({ attribute: "server-url", useDefault: true }) accessor serverUrl = "";
  @property({ reflect: true, useDefault: true }) accessor theme: "auto" | "light" | "dark" = "auto";
  /** A guest's name. Without one, guests are asked. */
  @property({ useDefault: true }) accessor nickname = "";
  /** One can follow along, and is told that one cannot write. */
  @property({ attribute: "read-only", type: Boolean }) accessor readOnly = false;
  /** There is nothing below the messages. */
  @property({ attribute: "no-composer", type: Boolean }) accessor noComposer = false;
  /** With `off`, people's initials stand for their pictures, and nothing is loaded from other hosts. */
  @property({ useDefault: true }) accessor avatars: "on" | "off" = "on";
  /** There is nothing above the messages. */
  @property({ attribute: "no-header", type: Boolean }) accessor noHeader = false;
  /** How closely the messages stand. */
  @property({ reflect: true, useDefault: true }) accessor density: "comfortable" | "compact" =
    "comfortable";
  /** `overlay` is for broadcasting: only the newest messages, large, on nothing. */
  @property({ reflect: true, useDefault: true }) accessor mode: "chat" | "overlay" = "chat";
  /** How many messages an overlay shows at most. */
  @property({ attribute: "max-rows", type: Number }) accessor maxRows = 6;
  /** After how many seconds a message is gone from an overlay; 0 keeps it. */
  @property({ attribute: "fade-after", type: Number }) accessor fadeAfter = 0;
  /** Where the emoji's names are, with `{lang}` in place of the language. By default at the chat server. */
  @property({ attribute: "emoji-url", useDefault: true }) accessor emojiUrl = "";
  /** Who the visitor is to the host page: a token, or a function that gives a fresh one. */
  @property() accessor token: Token | undefined;
  /** A chat that was made elsewhere, to show instead of an own one. It is neither connected nor ended here. */
  @property() accessor chat: Chat | undefined;
  /** The page's own wording: any of the texts. */
  @property() accessor texts: TextOverrides | undefined;
}
