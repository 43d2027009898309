import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { personIcon } from "../base/icons.ts";
import { closeOnEscape, closeWhenLeft } from "../base/menu-closing.ts";

/** The name that a member writes under, and the button to sign out. */
export function accountMenu(name: string, texts: Texts, onSignOut: () => void): TemplateResult {
  const label = texts.account(name);
  return html`<details class="account" @keydown=${closeOnEscape} @focusout=${closeWhenLeft}>
    <summary class="text-button quiet nickname" part="account" aria-label=${label} title=${label}>
      ${personIcon}<bdi .textContent=${name}></bdi>
    </summary>
    <div class="menu" part="menu">
      <button class="text-button" part="sign-out" @click=${onSignOut}>${texts.signOut}</button>
    </div>
  </details>`;
}
