import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { PresenceLine } from "../../client/index.ts";

/** One line about people who joined or left. */
export function presenceLine(
  { key, kind, nicknames, count }: PresenceLine,
  texts: Texts,
): TemplateResult {
  const names = nicknames.join(", ");
  return html`<p class="presence" part="notice" .key=${key}>
    <bdi .textContent=${texts[kind](names, count - nicknames.length)}></bdi>
  </p>`;
}
