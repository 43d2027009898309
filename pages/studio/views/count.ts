import { html, nothing, type TemplateResult } from "lit";

/** How much waits, where something does. */
export function countOf(waiting: number): TemplateResult | typeof nothing {
  return waiting > 0 ? html` <b class="count">${waiting}</b>` : nothing;
}
