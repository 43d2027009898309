import type { Sanction } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { RowTools } from "./record-row.ts";

/** A sanction in one line, with a button to lift it. */
export function sanctionRow(sanction: Sanction, tools: RowTools): TemplateResult {
  const { userId, nickname, reason } = sanction;
  const { texts, act, openCard } = tools;
  return html`<div class="record">
    <div class="record-text">
      <button class="record-link" @click=${() => openCard(userId)}>
        <bdi>${nickname ?? userId}</bdi>
      </button>
      <p class="record-foot">
        ${sanctionText(sanction, tools)}${sanction.scope ? ` · ${texts.everywhere()}` : nothing}${reason ? html` · <span dir="auto">${reason}</span>` : nothing}
      </p>
    </div>
    <button
      class="text-button"
      data-do="lift"
      aria-label="${texts.lift}: ${nickname ?? userId}"
      @click=${() => void act({ kind: "lift", userId }, sanction.scope ?? "stream")}
    >
      ${texts.lift}
    </button>
  </div>`;
}

function sanctionText({ kind, untilMs, sinceMs }: Sanction, { texts, locale }: RowTools): string {
  if (untilMs === undefined) return `${texts.kinds[kind]}, ${texts.forever}`;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const time = formatDuration(untilMs - sinceMs, locale);
  return `${texts.kinds[kind]} · ${time}, ${texts.until(format.format(untilMs))}`;
}
