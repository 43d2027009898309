import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../i18n/en.ts";
import type { FailureReason } from "../store/index.ts";
import { alertIcon } from "./icons.ts";

/** Trying again changes nothing about an attribute. */
const ONLY_THE_PAGE_CAN_HELP: ReadonlySet<FailureReason> = new Set([
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
  return html`<div class="notice failure-notice" part="failure" role="alert">
    ${alertIcon}
    <p class="notice-title">${texts.failedTitle}</p>
    <p>${explain(reason, serverUrl, texts)}</p>
    ${
      ONLY_THE_PAGE_CAN_HELP.has(reason)
        ? nothing
        : html`<button class="text-button" part="try-now" @click=${onTryNow}>
            ${texts.tryNow}
          </button>`
    }
  </div>`;
}

function explain(reason: FailureReason, serverUrl: string, texts: Texts): string {
  switch (reason) {
    case "origin-not-allowed":
      return texts.originNotAllowed(location.origin);
    case "server-unreachable":
      return texts.serverUnreachable(serverUrl);
    case "invalid-server-url":
      return texts.invalidServerUrl;
    case "invalid-stream-id":
      return texts.invalidStreamId;
    case "sign-in-required":
      return texts.signInRequired;
    default:
      return texts.refused;
  }
}
