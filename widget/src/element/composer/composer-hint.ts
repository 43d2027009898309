import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { holdText, type SendHold } from "./send-hold.ts";

/** From this number of remaining characters on, a countdown is shown. */
export const COUNT_FROM = 100;

/** The visible hint about a draft, with a countdown. Screen readers get announcements instead. */
export function composerHint(
  hold: SendHold | undefined,
  left: number,
  { notice, refusal }: { readonly notice: string; readonly refusal: string },
  sendsLater: boolean,
  texts: Texts,
): TemplateResult {
  const isHeld = hold !== undefined && hold.kind !== "empty";
  const seen = isHeld
    ? sendsLater && hold.kind === "wait"
      ? texts.sendsIn(hold.seconds)
      : holdText(hold, texts)
    : notice || refusal;
  return html`<span
    class="hint ${left < 0 || refusal ? "over" : ""}"
    aria-hidden="true"
    .textContent=${seen || (left <= COUNT_FROM ? left : "")}
  ></span>`;
}
