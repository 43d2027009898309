import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import type { PresenceLine } from "../../client/index.ts";

/** Tells who came or went, in one quiet line. */
export function presenceLine(
  { key, kind, nicknames, count }: PresenceLine,
  texts: Texts,
): TemplateResult {
  const names = nicknames.join(", ");
  return html`<p class="presence" part="notice" .key=${key}>
    <bdi .textContent=${texts[kind](names, count - nicknames.length)}></bdi>
  </p>`;
}
