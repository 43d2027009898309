import { html, type TemplateResult } from "lit";

/**
 * What a live region says. Screen readers hear a text that comes, not one that stays the same:
 * with another `turn` the same text comes in another place.
 */
export function spoken(text: string, turn: number): TemplateResult {
  const isOdd = turn % 2 === 1;
  return html`<span .textContent=${isOdd ? "" : text}></span
    ><span .textContent=${isOdd ? text : ""}></span>`;
}
