import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { sendIcon } from "../base/icons.ts";
import { holdText, type SendHold } from "./send-hold.ts";

/**
 * Sends, or says why not: it stays in reach of the keyboard and the pointer
 * while it is held, and counts the seconds down where time is what is missing.
 */
export function sendButton(
  hold: SendHold | undefined,
  texts: Texts,
  onSend: () => void,
): TemplateResult {
  // What counts seconds is for the eyes: a name that changes is read out again and again.
  const isWait = hold?.kind === "wait";
  const why = hold && (isWait ? texts.waitToSend : holdText(hold, texts));
  return html`<button
    class="send"
    part="send"
    aria-label=${why ? `${texts.send}. ${why}` : texts.send}
    title=${why ?? texts.send}
    aria-disabled=${hold ? "true" : "false"}
    @click=${onSend}
  >
    ${isWait ? html`<span class="wait" .textContent=${hold.seconds}></span>` : sendIcon}
  </button>`;
}
