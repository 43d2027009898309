import { html, type TemplateResult } from "lit";
import type { Texts } from "../i18n/en.ts";
import { personIcon } from "./icons.ts";

/** Under whose name one writes, and the way out. */
export function accountMenu(name: string, texts: Texts, onSignOut: () => void): TemplateResult {
  const label = texts.account(name);
  return html`<details class="account" @keydown=${closeOnEscape} @focusout=${closeWhenLeft}>
    <summary class="text-button quiet nickname" part="account" aria-label=${label} title=${label}>
      ${personIcon}<bdi>${name}</bdi>
    </summary>
    <div class="menu" part="menu">
      <button class="text-button" part="sign-out" @click=${onSignOut}>${texts.signOut}</button>
    </div>
  </details>`;
}

function closeOnEscape(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function closeWhenLeft(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false;
}
