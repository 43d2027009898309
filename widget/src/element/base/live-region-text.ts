import { html, type TemplateResult } from "lit";

/**
 * Content of a live region. Screen readers only read added text: with another `turn`, the same text
 * is rendered in another place.
 */
export function spoken(text: string, turn: number): TemplateResult {
  const isOdd = turn % 2 === 1;
  return html`<span .textContent=${isOdd ? "" : text}></span
    ><span .textContent=${isOdd ? text : ""}></span>`;
}
