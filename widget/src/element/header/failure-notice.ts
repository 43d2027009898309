import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { FailureReason } from "../../client/index.ts";
import { alertIcon, lockIcon } from "../base/icons.ts";
import type * as RoomPart from "../room/room-texts/room-texts.ts";

/** Shown in place of the list: why there is no chat, and what to do. */
export function failureNotice(
  reason: FailureReason,
  serverUrl: string,
  texts: Texts,
  /** Rare texts are loaded on demand, and then replace the general one. */
  later: typeof RoomPart | undefined,
  onTryNow: () => void,
): TemplateResult {
  if (reason === "sign-in-required") return membersOnly(texts);
  const { label, text } =
    reason === "server-unreachable"
      ? { text: texts.serverUnreachable(serverUrl) }
      : (later?.failureText(reason, texts) ?? {});
  return html`<div class="notice failure-notice" part="failure" role="alert">
    ${alertIcon}
    <p class="notice-title">${texts.failedTitle}</p>
    ${label ? html`<p class="notice-label">${label}</p>` : nothing}
    <p .textContent=${text ?? texts.refused}></p>
    ${
      // Retrying does not help against an invalid attribute.
      reason.startsWith("invalid-s")
        ? nothing
        : html`<button class="text-button" part="try-now" @click=${onTryNow}>
            ${texts.tryNow}
          </button>`
    }
  </div>`;
}

/** No failure; the button to sign in is below. */
function membersOnly(texts: Texts): TemplateResult {
  return html`<div class="notice" part="failure">
    ${lockIcon}
    <p class="notice-title">${texts.membersOnly}</p>
    <p>${texts.signInRequired}</p>
  </div>`;
}
