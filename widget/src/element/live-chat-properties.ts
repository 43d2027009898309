import { LitElement } from "lit";
import { property } from "./base/property.ts";
import type { TextOverrides } from "../i18n/override-texts.ts";
import type { Renderers } from "./feed/renderers.ts";
import type { Chat, Token } from "../client/index.ts";

/** Frameworks write `false` as text where they mean an absent attribute. */
const isOn = (written: string | null): boolean => written !== null && written !== "false";

/**
 * The attributes and properties that a page can set on its `<live-chat>`.
 *
 * The reference in docs/api.md is generated from this and from `LiveChatEvents`.
 *
 * @attr {string} lang - `en`, `ko`, `ja`, `zh`, `vi` or `th`. By default the page's language, else the browser's.
 * @slot title - Replaces the heading's text.
 * @csspart base - The whole chat.
 * @csspart header - The area above the messages.
 * @csspart title - The heading.
 * @csspart connection - The dot that shows the connection state.
 * @csspart viewers - The number of viewers.
 * @csspart settings - The button of the menu in the header.
 * @csspart settings-menu - That menu, with the viewer's settings.
 * @csspart pop-out - The link in it that opens the chat in its own window.
 * @csspart messages - The list of messages.
 * @csspart message - A message. While pending it is also `sending`, `sent` or `failed`.
 * @csspart own-message - The viewer's own message.
 * @csspart mentions-me - A message that mentions the viewer.
 * @csspart removed - The note in place of a removed message.
 * @csspart avatar - A person's avatar, or their initial.
 * @csspart name - A person's name.
 * @csspart name-tag - Tells guests of one name apart.
 * @csspart badge - A person's role, such as moderator.
 * @csspart text - The text of a message.
 * @csspart more - The button that shows the rest of a long message.
 * @csspart time - The time of a message.
 * @csspart mention - A person's name in a message.
 * @csspart quote - The quoted message of a reply.
 * @csspart actions - The actions of a message.
 * @csspart reply - The button that replies to a message.
 * @csspart hide - The button that hides a person.
 * @csspart report - The button that reports a message to staff.
 * @csspart report-sheet - The sheet to choose a reason for the report.
 * @csspart remove - The button that removes a message for everyone.
 * @csspart retry - The button that sends a failed message again.
 * @csspart discard - The button that deletes a failed message.
 * @csspart notice - A line about people who joined or left.
 * @csspart break - The line where messages are missing.
 * @csspart empty - The note in an empty chat.
 * @csspart pill - The button that scrolls to the newest message.
 * @csspart pin - The message or text that staff have pinned.
 * @csspart pin-hide - The button that hides the pin.
 * @csspart pin-show - The button that shows the pin again.
 * @csspart modes - The room modes in force, such as slow mode.
 * @csspart staff - The button that opens the staff panels.
 * @csspart staff-panel - The staff panels.
 * @csspart staff-action - A button with a staff action on a message.
 * @csspart staff-menu - The menu with all staff actions on a message and its author.
 * @csspart toast - The notice of a finished action, with an undo button.
 * @csspart status - The line about connection problems.
 * @csspart failure - The notice in place of a chat that cannot be shown.
 * @csspart try-now - The button that reconnects immediately.
 * @csspart composer - The area below the messages.
 * @csspart field - The field with its buttons.
 * @csspart input - The text field for a message or a name.
 * @csspart send - The send button.
 * @csspart emoji - The button that opens the emoji picker.
 * @csspart emoji-picker - The emoji picker.
 * @csspart suggestions - The list of completions of a name or an emoji.
 * @csspart reply-bar - The replied message, shown above the field.
 * @csspart reply-cancel - The button that cancels the reply.
 * @csspart nickname - The guest's own name.
 * @csspart nickname-form - The form in which a guest chooses a name.
 * @csspart nickname-submit - The button that submits the name.
 * @csspart account - The button with the signed-in person's name.
 * @csspart menu - The menu that it opens.
 * @csspart sign-in - The sign-in button.
 * @csspart sign-out - The sign-out button.
 * @csspart continue-as-guest - The button to go on without a token that was refused.
 */
export abstract class LiveChatProperties extends LitElement {
  /** The id of the stream: 1 to 128 characters of A-Z a-z 0-9 _ . : - */
  @property({ attribute: "stream-id", useDefault: true }) accessor streamId = "";
  /** The URL of the chat server. By default the server of this script. */
  @property({ attribute: "server-url", useDefault: true }) accessor serverUrl = "";
  /** The colour scheme: the device's preference, or a fixed one. */
  @property({ reflect: true, useDefault: true }) accessor theme: "auto" | "light" | "dark" = "auto";
  /** A guest's name. Without one, guests are asked. */
  @property({ useDefault: true }) accessor nickname = "";
  /** Viewers can read but not write, and the chat says so. */
  @property({ attribute: "read-only", converter: isOn }) accessor readOnly = false;
  /** Hides the area below the messages. */
  @property({ attribute: "no-composer", converter: isOn }) accessor noComposer = false;
  /** With `off`, initials replace avatars, and nothing is loaded from other hosts. */
  @property({ useDefault: true }) accessor avatars: "on" | "off" = "on";
  /** Hides the area above the messages. */
  @property({ attribute: "no-header", converter: isOn }) accessor noHeader = false;
  /** Removes the link that opens the chat in its own window from the menu. */
  @property({ attribute: "no-pop-out", converter: isOn }) accessor noPopOut = false;
  /** The spacing of messages. */
  @property({ reflect: true, useDefault: true }) accessor density: "comfortable" | "compact" =
    "comfortable";
  /** `overlay` is for broadcasting: only the newest messages, large, without a background. */
  @property({ reflect: true, useDefault: true }) accessor mode: "chat" | "overlay" = "chat";
  /** Maximum number of messages in an overlay. */
  @property({ attribute: "max-rows", type: Number }) accessor maxRows = 6;
  /** Seconds after which a message disappears from an overlay; 0 keeps it. */
  @property({ attribute: "fade-after", type: Number }) accessor fadeAfter = 0;
  /** URL of the emoji names, with `{lang}` in place of the language. By default on the chat server. */
  @property({ attribute: "emoji-url", useDefault: true }) accessor emojiUrl = "";
  /** The host page's token for the visitor, or a function that returns a fresh one. */
  @property() accessor token: Token | undefined;
  /** An external chat to show instead of creating one. The element neither connects nor ends it. */
  @property() accessor chat: Chat | undefined;
  /** The page's own wording for any of the texts. */
  @property() accessor texts: TextOverrides | undefined;
  /** The page's own renderers for the content of message rows. */
  @property() accessor renderers: Renderers | undefined;
}
