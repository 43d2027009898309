import type { MessageEntry, ReportReason } from "#protocol";
import type { TemplateResult } from "lit";
import type { Html } from "../../element-context.ts";
import type { RoomTexts } from "../../../i18n/en/en-room.ts";

/** Which message is being reported, and what came of it. */
export interface ReportState {
  readonly message: MessageEntry;
  readonly notice?: string;
  readonly isDone?: boolean;
}

interface ReportEvents {
  onReason(reason: ReportReason): void;
  onClose(): void;
}

const REASONS: readonly ReportReason[] = ["spam", "abuse", "sexual", "personal", "other"];

/** Asks what is wrong with a message: one press reports it. (SPEC HE4) */
export function reportSheet(
  html: Html,
  { message, notice, isDone }: ReportState,
  texts: RoomTexts,
  { onReason, onClose }: ReportEvents,
): TemplateResult {
  const title = texts.reportTitle(message.nickname);
  return html`<div
    class="sheet report"
    part="report-sheet"
    role="dialog"
    aria-label=${title}
    @keydown=${(event: KeyboardEvent) => event.key === "Escape" && onClose()}
  >
    <h3>${title}</h3>
    <p class="sheet-quote" dir="auto">${message.message}</p>
    ${notice ? html`<p role="status">${notice}</p>` : ""}
    <div class="choices">
      ${
        isDone
          ? ""
          : REASONS.map(
              (reason) =>
                html`<button class="choice" @click=${() => onReason(reason)}>
                  ${texts.reportReasons[reason]}
                </button>`,
            )
      }
    </div>
    <button class="text-button quiet close" @click=${onClose}>
      ${isDone ? texts.close : texts.cancel}
    </button>
  </div>`;
}
