import { html, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { sendIcon } from "../base/icons.ts";
import { holdText, type SendHold } from "./send-hold.ts";

/** The send button. While sending is held, it stays focusable, and shows why and for how long. */
export function sendButton(
  hold: SendHold | undefined,
  texts: Texts,
  onSend: () => void,
): TemplateResult {
  // The countdown is visual only: a changing name would be read out again and again.
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
