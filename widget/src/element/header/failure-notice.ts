import { html, nothing, type TemplateResult } from "lit";
import type { RoomTexts } from "../../i18n/en/en-room.ts";
import type { Texts } from "../../i18n/en/en.ts";
import type { FailureReason } from "../../client/index.ts";
import { alertIcon, lockIcon } from "../base/icons.ts";

/** What no reader can put right. */
const FOR_THE_OWNER: ReadonlySet<FailureReason> = new Set([
  "origin-not-allowed",
  "invalid-stream-id",
  "invalid-server-url",
]);

/** In place of the list: why there is no chat, and what to do. */
export function failureNotice(
  reason: FailureReason,
  serverUrl: string,
  texts: Texts,
  onTryNow: () => void,
): TemplateResult {
  if (reason === "sign-in-required") return membersOnly(texts);
  const later: Partial<RoomTexts> = texts as object;
  return html`<div class="notice failure-notice" part="failure" role="alert">
    ${alertIcon}
    <p class="notice-title">${texts.failedTitle}</p>
    ${FOR_THE_OWNER.has(reason) ? html`<p class="notice-label">${later.forOwner}</p>` : nothing}
    <p .textContent=${explain(reason, serverUrl, texts, later) ?? texts.refused}></p>
    ${
      // Trying again changes nothing about an attribute.
      reason.startsWith("invalid-s")
        ? nothing
        : html`<button class="text-button" part="try-now" @click=${onTryNow}>
            ${texts.tryNow}
          </button>`
    }
  </div>`;
}

/** Nothing is wrong; the button to sign in stands below. */
function membersOnly(texts: Texts): TemplateResult {
  return html`<div class="notice" part="failure">
    ${lockIcon}
    <p class="notice-title">${texts.membersOnly}</p>
    <p>${texts.signInRequired}</p>
  </div>`;
}

/** What few have to be told is loaded first, and then said more exactly. */
function explain(
  reason: FailureReason,
  serverUrl: string,
  texts: Texts,
  later: Partial<RoomTexts>,
): string | undefined {
  switch (reason) {
    case "origin-not-allowed":
      // A sandboxed page's address tells nothing of what the server was told.
      return self.origin === "null" ? later.noOrigin : later.originNotAllowed?.(location.origin);
    case "server-unreachable":
      return texts.serverUnreachable(serverUrl);
    case "invalid-server-url":
      return later.invalidServerUrl;
    case "invalid-stream-id":
      return later.invalidStreamId;
    // What this widget sends has the right form for the version that it knows.
    case "bad-request":
    case "unknown-event":
    case "version-mismatch":
      return later.versionMismatch;
    case "no-sticky-sessions":
      return later.noStickySessions;
    case "banned":
      return later.banned;
    default:
      return texts.refused;
  }
}
