import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { spoken } from "../base/spoken.ts";
import { holdText, type SendHold } from "./send-hold.ts";

/** From so few characters left on, they are counted down. */
const COUNT_FROM = 100;

/** What there is to say about a draft. What is seen counts along; what is read out says it once. */
export function composerHint(
  hold: SendHold | undefined,
  left: number,
  {
    notice,
    turn,
    refusal,
  }: { readonly notice: string; readonly turn: number; readonly refusal: string },
  sendsLater: boolean,
  texts: Texts,
): TemplateResult {
  const isHeld = hold !== undefined && hold.kind !== "empty";
  const aloud = isHeld
    ? texts.errors[hold.kind === "wait" ? "rate-limited" : "message-too-long"]
    : notice;
  const count = left <= COUNT_FROM ? texts.charactersLeft(left) : "";
  const seen = isHeld
    ? sendsLater && hold.kind === "wait"
      ? texts.sendsIn(hold.seconds)
      : holdText(hold, texts)
    : notice || refusal;
  const isCount = !seen && count !== "";
  return html`<span id="composer-hint" class="hint ${left < 0 || refusal ? "over" : ""}"
      ><span
        aria-label=${isCount ? count : nothing}
        .textContent=${seen || (isCount ? left : "")}
      ></span></span
    ><span class="visually-hidden" role="status">${spoken(aloud, turn)}</span>`;
}
