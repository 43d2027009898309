import type { AuditRecord } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { StaffTexts } from "../../../i18n/en/en-staff.ts";
import type { Act } from "../action-sender.ts";
import { describeRecord } from "../describe-record.ts";

/** Inputs of the rows of lists. */
export interface RowTools {
  readonly texts: StaffTexts;
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly act: Act;
  openCard(userId: string): void;
}

/** One action, with undo as long as that is possible. */
export function recordRow(
  record: AuditRecord,
  { texts, locale, act, openCard }: RowTools,
): TemplateResult {
  const { id, channelId, person, by, atMs, reason, message, undoable, undoneBy } = record;
  const when = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const said = describeRecord(record, texts, locale);
  return html`<div class="record ${undoneBy ? "undone" : ""}">
    <div class="record-text">
      ${
        person
          ? html`<button class="record-link" @click=${() => openCard(person.userId)}>
              ${said}
            </button>`
          : said
      }
      ${message ? html`<p class="sheet-quote" dir="auto">${message.text}</p>` : nothing}
      <p class="record-foot">
        <bdi>${by?.nickname ?? texts.byRule}</bdi> · ${when.format(atMs)}
        ${reason ? html` · <span dir="auto">${reason}</span>` : nothing}
        ${undoneBy ? html` · ${texts.undone}` : nothing}
      </p>
    </div>
    ${
      undoable
        ? html`<button
            class="text-button"
            data-do="undo"
            aria-label="${texts.undo}: ${said}"
            @click=${() =>
              void act(
                { kind: "undo", actionId: id },
                channelId === undefined ? "stream" : "channel",
              )}
          >
            ${texts.undo}
          </button>`
        : nothing
    }
  </div>`;
}
