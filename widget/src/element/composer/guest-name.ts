import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { pencilIcon } from "../base/icons.ts";

/** The name that a guest writes under, and a button to change it. */
export function guestName(name: string, texts: Texts, onRename: () => void): TemplateResult {
  const label = texts.nicknameChange(name);
  return html`<button
    class="text-button quiet nickname"
    part="nickname"
    aria-label=${label}
    title=${label}
    @click=${onRename}
  >
    <bdi .textContent=${name}></bdi>${pencilIcon}
  </button>`;
}
