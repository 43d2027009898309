import { html, type TemplateResult } from "lit";

/** Lines on a square of 24, in the colour of the text around. */
export function icon(lines: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${lines} /></svg>`;
}
