import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { bubbleIcon } from "../base/icons.ts";

/** Placeholder rows while the first messages are loading. */
export function skeleton(): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true">
    ${["long", "short", "medium", "long", "medium", "short"].map(
      (length) =>
        html`<div class="bone-row"><i class="bone head"></i><i class="bone ${length}"></i></div>`,
    )}
  </div>`;
}

export function emptyNotice(texts: Texts): TemplateResult {
  return html`<div class="notice" part="empty">
    ${bubbleIcon}
    <p class="notice-title">${texts.emptyTitle}</p>
    <p>${texts.emptyHint}</p>
  </div>`;
}
