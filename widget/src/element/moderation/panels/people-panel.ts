import type { Sanction } from "#protocol";
import type { TemplateResult } from "lit";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { Staff } from "../staff.ts";
import { askStaff } from "../ask-staff.ts";
import type { Panel } from "./panel.ts";
import { SearchedList } from "./searched-list.ts";

/** Who is kept from writing, until when, and the way out. (SPEC MO5) */
export function peoplePanel(staff: Staff): Panel {
  return new SearchedList<Sanction>(staff, {
    empty: staff.texts.peopleEmpty,
    idOf: ({ actionId }) => actionId,
    row: (sanction) => sanctionRow(staff, sanction),
    load: async (page) => {
      const answer = await askStaff(staff.here.chat, "load-sanctions", page);
      if (!answer.ok) return answer;
      for (const { userId, nickname } of answer.sanctions)
        if (nickname && !staff.people.find(userId)) staff.people.add({ userId, nickname });
      return { ok: true, items: answer.sanctions, more: answer.more };
    },
  });
}

/** What keeps somebody from writing, in a line, and the way to end it. */
export function sanctionRow(staff: Staff, sanction: Sanction): TemplateResult {
  const { html, texts } = staff;
  const { userId, nickname, reason } = sanction;
  return html`<div class="record">
    <div class="record-text">
      <button class="record-link" @click=${() => staff.openCard(userId)}>
        <bdi>${nickname ?? userId}</bdi>
      </button>
      <p class="record-foot">
        ${sanctionText(staff, sanction)}${reason ? html` · <span dir="auto">${reason}</span>` : ""}
      </p>
    </div>
    <button
      class="text-button"
      data-do="lift"
      aria-label="${texts.lift}: ${nickname ?? userId}"
      @click=${() => void staff.act({ kind: "lift", userId })}
    >
      ${texts.lift}
    </button>
  </div>`;
}

function sanctionText(
  { texts, here }: Staff,
  { kind, untilMs, sinceMs }: Pick<Sanction, "kind" | "untilMs" | "sinceMs">,
): string {
  if (untilMs === undefined) return `${texts.kinds[kind]}, ${texts.forever}`;
  const format = new Intl.DateTimeFormat(here.locale, { dateStyle: "short", timeStyle: "short" });
  const time = formatDuration(untilMs - sinceMs, here.locale);
  return `${texts.kinds[kind]} · ${time}, ${texts.until(format.format(untilMs))}`;
}
