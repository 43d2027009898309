import type { Pin } from "#protocol";
import type { TemplateResult } from "lit";
import type { Html } from "../../element-context.ts";
import type { RoomTexts } from "../../../i18n/en/en-room.ts";
import { icon } from "../../base/lazy-icon.ts";

interface PinState {
  readonly texts: RoomTexts;
  readonly isHidden: boolean;
  onToggle(): void;
}

const PIN = "M9 4h6l-.8 6 3.3 3.5h-11L9.8 10zM12 13.5V20";
const CLOSE = "m6.5 6.5 11 11M17.5 6.5l-11 11";

/** What stands above the messages; put away, a button brings it back. (SPEC MO9) */
export function pinBar(
  html: Html,
  { text, link, nickname }: Pin,
  { texts, isHidden, onToggle }: PinState,
): TemplateResult {
  if (isHidden)
    return html`<div class="pin-away">
      <button
        class="icon-button"
        part="pin-show"
        aria-label=${texts.pinShow}
        title=${texts.pinShow}
        @click=${onToggle}
      >
        ${icon(html, PIN)}
      </button>
    </div>`;
  return html`<aside class="pin" part="pin" aria-label=${texts.pinned}>
    ${icon(html, PIN)}
    <div class="pin-body">
      ${nickname ? html`<bdi class="pin-name">${nickname}</bdi>` : ""}
      <span class="pin-text" dir="auto">${text}</span>
      ${
        link
          ? html`<a
              class="text-button"
              href=${link}
              target="_blank"
              rel="noopener noreferrer nofollow ugc"
              >${texts.pinLink}</a
            >`
          : ""
      }
    </div>
    <button
      class="icon-button"
      part="pin-hide"
      aria-label=${texts.pinHide}
      title=${texts.pinHide}
      @click=${onToggle}
    >
      ${icon(html, CLOSE)}
    </button>
  </aside>`;
}
