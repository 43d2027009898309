import { html, nothing, type TemplateResult } from "lit";
import type { MessageRef } from "#protocol";
import type { LogRow } from "../../client/index.ts";
import { nameColorClass } from "../theme/name-color.ts";
import { replyIcon } from "../base/icons.ts";
import type { RowContext, RowState } from "./row-context.ts";

/** A one-line quote of the replied message, which scrolls to it. */
export function rowQuote(
  ref: MessageRef,
  parent: LogRow | undefined,
  { isActive }: RowState,
  { texts, hiddenUserIds, goTo }: RowContext,
): TemplateResult {
  if (parent?.kind !== "message" || hiddenUserIds.has(parent.userId)) {
    const text = parent && (parent.kind === "message" ? texts.hiddenQuote : texts.removed);
    return html`<div class="quote" part="quote">
      ${replyIcon}<span class="quoted gone">${text ?? nothing}</span>
    </div>`;
  }
  return html`<button
    class="quote"
    part="quote"
    tabindex=${isActive ? 0 : -1}
    title=${texts.inReplyTo(parent.nickname)}
    @click=${() => goTo(ref)}
  >
    ${replyIcon}<bdi class="name ${nameColorClass(parent.userId)}">${parent.nickname}</bdi
    ><span class="quoted" dir="auto">${firstLine(parent.message)}</span>
  </button>`;
}

/** More text than fits into a line need not be laid out. */
function firstLine(text: string): string {
  return text.slice(0, 120).replace(/\s+/g, " ");
}
