import { LitElement } from "lit";
import { property } from "./base/property.ts";
import type { TextOverrides } from "../i18n/override-texts.ts";
import type { Renderers } from "./feed/renderers.ts";
import type { Chat, Token } from "../client/index.ts";

/** Frameworks write `false` out where they mean that there is no such attribute. */
const isOn = (written: string | null): boolean => written !== null && written !== "false";

/**
 * What a page sets on its `<live-chat>`: attributes, and properties for what is no text.
 *
 * The reference in docs/api.md is made of this, and of `LiveChatEvents`.
 *
 * @attr {string} lang - `en`, `ko`, `ja`, `zh`, `vi` or `th`. By default the page's language, else the browser's.
 * @slot title - In place of the heading's text.
 * @csspart base - Everything.
 * @csspart header - What is above the messages.
 * @csspart title - The heading.
 * @csspart connection - The dot that shows how the connection is.
 * @csspart viewers - How many people are there.
 * @csspart settings - The button of the menu in the header.
 * @csspart settings-menu - That menu: what viewers choose for themselves.
 * @csspart pop-out - The link in it that opens the chat in a window of its own.
 * @csspart messages - The list of messages.
 * @csspart message - A message. While on its way it is also `sending`, `sent` or `failed`.
 * @csspart own-message - A message of one's own.
 * @csspart mentions-me - A message in which one is named.
 * @csspart removed - What stands where a message was removed.
 * @csspart avatar - A person's picture, or their initial.
 * @csspart name - A person's name.
 * @csspart name-tag - Tells guests of one name apart.
 * @csspart badge - What a person is here, such as a moderator.
 * @csspart text - What a message says.
 * @csspart more - The button that shows the rest of a long message.
 * @csspart time - When it was written.
 * @csspart mention - A person's name in a message.
 * @csspart quote - What a reply answers.
 * @csspart actions - What can be done with a message.
 * @csspart reply - The button that answers a message.
 * @csspart hide - The button that hides a person.
 * @csspart report - The button that tells staff of a message.
 * @csspart report-sheet - Where one says what is wrong with it.
 * @csspart remove - The button that removes a message for everyone.
 * @csspart retry - The button that sends a failed message again.
 * @csspart discard - The button that lets go of it.
 * @csspart notice - A line that tells who came and went.
 * @csspart break - The line where messages are missing.
 * @csspart empty - What is there while nobody has written.
 * @csspart pill - The button that leads back to the newest message.
 * @csspart pin - What staff have put above the messages.
 * @csspart pin-hide - The button that puts it away.
 * @csspart pin-show - The button that brings it back.
 * @csspart modes - What holds for everyone's writing at the moment.
 * @csspart staff - The button of the staff's panels.
 * @csspart staff-panel - These panels.
 * @csspart staff-action - A button of what staff do with a message.
 * @csspart staff-menu - What else they can do with it, and with whoever wrote it.
 * @csspart toast - What was just done, with the way back.
 * @csspart status - The line that tells of trouble with the connection.
 * @csspart failure - What is there in place of a chat that is not to be had.
 * @csspart try-now - The button that connects at once.
 * @csspart composer - What is below the messages.
 * @csspart field - The field with its buttons.
 * @csspart input - Where one writes, a message or a name.
 * @csspart send - The button that sends.
 * @csspart emoji - The button of the emoji.
 * @csspart emoji-picker - The emoji to pick from.
 * @csspart suggestions - What a name or an emoji may be completed to.
 * @csspart reply-bar - What is being answered, above the field.
 * @csspart reply-cancel - The button that answers nothing after all.
 * @csspart nickname - The guest's own name.
 * @csspart nickname-form - Where a guest chooses a name.
 * @csspart nickname-submit - The button that takes it.
 * @csspart account - The button with the name of whoever is signed in.
 * @csspart menu - What it opens.
 * @csspart sign-in - The button that signs in.
 * @csspart sign-out - The button that signs out.
 */
export abstract class LiveChatProperties extends LitElement {
  /** Which stream's chat: 1 to 128 characters out of A-Z a-z 0-9 _ . : - */
  @property({ attribute: "stream-id", useDefault: true }) accessor streamId = "";
  /** The chat server. By default the one that this script came from. */
  @property({ attribute: "server-url", useDefault: true }) accessor serverUrl = "";
  /** In which colours: those that the device prefers, or always the same. */
  @property({ reflect: true, useDefault: true }) accessor theme: "auto" | "light" | "dark" = "auto";
  /** A guest's name. Without one, guests are asked. */
  @property({ useDefault: true }) accessor nickname = "";
  /** One can follow along, and is told that one cannot write. */
  @property({ attribute: "read-only", converter: isOn }) accessor readOnly = false;
  /** There is nothing below the messages. */
  @property({ attribute: "no-composer", converter: isOn }) accessor noComposer = false;
  /** With `off`, people's initials stand for their pictures, and nothing is loaded from other hosts. */
  @property({ useDefault: true }) accessor avatars: "on" | "off" = "on";
  /** There is nothing above the messages. */
  @property({ attribute: "no-header", converter: isOn }) accessor noHeader = false;
  /** The menu does not offer the chat in a window of its own. */
  @property({ attribute: "no-pop-out", converter: isOn }) accessor noPopOut = false;
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
  /** What the page draws itself: what stands in a message's row. */
  @property() accessor renderers: Renderers | undefined;
}
