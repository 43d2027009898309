import { html, type TemplateResult } from "lit";
import type { Chat, ChatSnapshot } from "../../../client/index.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";

/** Goes on without a token that was refused, where a guest could write now. (SPEC ID14) */
export function guestButton(
  { me, mode }: ChatSnapshot,
  chat: Chat | undefined,
  texts: Texts,
): TemplateResult | undefined {
  if (!me?.mayBeGuest || mode.membersOnly || mode.frozen || mode.ended) return undefined;
  const { continueAsGuest }: RoomTexts = { ...enRoom, ...(texts as object) };
  return html`<p class="composer-notice">
    <button
      class="text-button"
      part="continue-as-guest"
      @click=${() => chat?.continueAsGuest()}
      .textContent=${continueAsGuest}
    ></button>
  </p>`;
}
