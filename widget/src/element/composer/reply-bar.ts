import type { MessageEntry } from "#protocol";
import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { nameColorClass } from "../theme/name-color.ts";
import { closeIcon } from "../base/icons.ts";

/** Shows the message that the draft replies to, with a button to cancel. */
export function replyBar(
  { userId, nickname, message }: MessageEntry,
  texts: Texts,
  onCancel: () => void,
): TemplateResult {
  return html`<div class="reply-bar ${nameColorClass(userId)}" part="reply-bar">
    <div class="answered">
      <div class="name"><bdi>${texts.replyingTo(nickname)}</bdi></div>
      <div class="answered-text" dir="auto">${message}</div>
    </div>
    <button
      class="icon-button"
      part="reply-cancel"
      aria-label=${texts.replyCancel}
      title=${texts.replyCancel}
      @click=${onCancel}
    >
      ${closeIcon}
    </button>
  </div>`;
}
