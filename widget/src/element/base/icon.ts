import { html, type TemplateResult } from "lit";

/** An icon of lines in a square of 24, in the text colour. */
export function icon(lines: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${lines} /></svg>`;
}
