import type { TemplateResult } from "lit";
import type { Html } from "../element-context.ts";

/** Lines on a square of 24, in the colour of the text around. */
export function icon(html: Html, lines: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${lines} /></svg>`;
}
