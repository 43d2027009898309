import type { AuditRecord } from "#protocol";
import type { TemplateResult } from "lit";
import { describeRecord } from "../describe-record.ts";
import type { Staff } from "../staff.ts";
import { askStaff } from "../ask-staff.ts";
import type { Panel } from "./panel.ts";
import { SearchedList } from "./searched-list.ts";

/** Who did what to whom, why and when. (SPEC MO5) */
export function auditPanel(staff: Staff): Panel {
  return new SearchedList<AuditRecord>(staff, {
    empty: staff.texts.auditEmpty,
    idOf: ({ id }) => id,
    row: (record) => recordRow(staff, record),
    load: async (page) => {
      const answer = await askStaff(staff.here.chat, "load-audit", page);
      return answer.ok ? { ok: true, items: answer.records, more: answer.more } : answer;
    },
  });
}

/** One thing that was done, and the way back as long as there is one. */
export function recordRow(staff: Staff, record: AuditRecord): TemplateResult {
  const { html, texts, here } = staff;
  const { id, person, by, atMs, reason, message, undoable, undoneBy } = record;
  const when = new Intl.DateTimeFormat(here.locale, { dateStyle: "short", timeStyle: "short" });
  const said = describeRecord(record, texts, here.locale);
  return html`<div class="record ${undoneBy ? "undone" : ""}">
    <div class="record-text">
      ${
        person
          ? html`<button class="record-link" @click=${() => staff.openCard(person.userId)}>
              ${said}
            </button>`
          : said
      }
      ${message ? html`<p class="sheet-quote" dir="auto">${message.text}</p>` : ""}
      <p class="record-foot">
        <bdi>${by?.nickname ?? texts.byRule}</bdi> · ${when.format(atMs)}
        ${reason ? html` · <span dir="auto">${reason}</span>` : ""}
        ${undoneBy ? html` · ${texts.undone}` : ""}
      </p>
    </div>
    ${
      undoable
        ? html`<button
            class="text-button"
            data-do="undo"
            aria-label="${texts.undo}: ${said}"
            @click=${() => void staff.act({ kind: "undo", actionId: id })}
          >
            ${texts.undo}
          </button>`
        : ""
    }
  </div>`;
}
