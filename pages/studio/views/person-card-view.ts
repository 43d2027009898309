import { html, type TemplateResult } from "lit";
import { icon } from "../../../widget/src/element/base/icon.ts";
import { STAFF_ICONS } from "../../../widget/src/element/moderation/staff-icons.ts";
import type { Texts } from "../texts/texts.ts";

/** A person's card in the column of people, with the way back to their list. */
export function personCardView(
  texts: Texts,
  card: TemplateResult,
  goBack: () => void,
): TemplateResult {
  return html`<button class="text-button back" @click=${goBack}>
      ${icon(STAFF_ICONS.back)}${texts.back}
    </button>
    <div class="card" tabindex="-1">${card}</div>`;
}
