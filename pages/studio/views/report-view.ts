import { reportCsv, type AuditRecord, type ShowReport } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { StaffTexts } from "../../../widget/src/i18n/en/en-staff.ts";
import type { Texts } from "../texts/texts.ts";
import { curve, mostOf, type Series } from "./plot.ts";

export interface ReportTools {
  readonly texts: Texts;
  readonly staffTexts: StaffTexts;
  readonly locale: string;
  /** The last step of a show that goes on is not over. */
  readonly nowMs: number;
}

const WIDTH = 720;
const HEIGHT = 160;

/** The report of a show. (SPEC RP1, RP2) */
export function reportView(report: ShowReport, tools: ReportTools): TemplateResult {
  const { texts, locale } = tools;
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const { startedAtMs, endedAtMs, peak, messages, people, held, removed, complete } = report;
  if (startedAtMs === undefined || endedAtMs === undefined)
    return html`<p class="panel-note">${texts.nothingYet}</p>`;
  const figure = (label: string, value: string, more = ""): TemplateResult =>
    html`<div class="figure">
      <dt>${label}</dt>
      <dd><b>${value}</b>${more ? html` <small>${more}</small>` : nothing}</dd>
    </div>`;
  return html`<div class="report">
    <p class="ran">
      ${texts.ran}: ${time.formatRange(startedAtMs, endedAtMs)}
      ${complete ? nothing : html`<br /><span role="status">${texts.incomplete}</span>`}
    </p>
    <dl class="figures">
      ${figure(texts.messages, number.format(messages))}
      ${figure(texts.writers, number.format(people))}
      ${
        peak
          ? figure(
              texts.peak,
              number.format(peak.viewers),
              texts.at(clock(locale).format(peak.atMs)),
            )
          : nothing
      }
      ${figure(texts.held, number.format(held))} ${figure(texts.removed, number.format(removed))}
    </dl>
    ${chart(report, tools)}
    <div class="tables">
      ${busiestTable(report, tools)} ${writersTable(report, tools)} ${actionsTable(report, tools)}
    </div>
    <p>
      <button class="primary" data-do="download" @click=${() => download(report)}>
        ${texts.download}
      </button>
    </p>
  </div>`;
}

function chart(report: ShowReport, { texts, locale, nowMs }: ReportTools): TemplateResult {
  const { stepMinutes, startedAtMs = 0, endedAtMs = 0 } = report;
  const stepMs = stepMinutes * 60_000;
  const byTime = new Map(report.minutes.map((minute) => [minute.atMs, minute]));
  const count = Math.max(1, Math.round((endedAtMs - startedAtMs) / stepMs));
  const minutes = Array.from({ length: count }, (_, i) => byTime.get(startedAtMs + i * stepMs));
  const hasBegun = nowMs < endedAtMs && count > 1;
  const viewers: Series = { values: minutes.map((minute) => minute?.viewers), hasBegun };
  const messages: Series = { values: minutes.map((minute) => minute?.messages ?? 0), hasBegun };
  const number = new Intl.NumberFormat(locale);
  const mostViewers = mostOf(viewers);
  const mostMessages = mostOf(messages);
  const size = { width: WIDTH, height: HEIGHT };
  const said = [
    `${texts.viewers} ≤ ${number.format(mostViewers)}`,
    `${texts.messages} ≤ ${number.format(mostMessages)}`,
  ].join(", ");
  return html`<div class="chart" role="img" aria-label="${texts.over}: ${said}">
    <div class="caption" aria-hidden="true">
      <span class="key viewers-key">${texts.viewers} · ${number.format(mostViewers)}</span>
      <span class="key">${texts.messages} · ${number.format(mostMessages)}</span>
    </div>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${curve(messages, { ...size, most: mostMessages })}
      ${curve(viewers, { ...size, most: mostViewers }, { name: "viewers" })}
    </svg>
    <p class="axis" aria-hidden="true">
      <span>${clock(locale).format(startedAtMs)}</span
      ><span>${clock(locale).format(endedAtMs)}</span>
    </p>
  </div>`;
}

function table(
  caption: string,
  heads: readonly [string, string],
  rows: readonly (readonly [string, string])[],
  nothingText: string,
): TemplateResult {
  return html`<section>
    <h2>${caption}</h2>
    ${
      rows.length === 0
        ? html`<p class="panel-note">${nothingText}</p>`
        : html`<table>
            <thead class="visually-hidden">
              <tr>
                <th scope="col">${heads[0]}</th>
                <th scope="col">${heads[1]}</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ([name, value]) =>
                  html`<tr>
                    <th scope="row"><bdi>${name}</bdi></th>
                    <td>${value}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

function busiestTable({ busiest }: ShowReport, { texts, locale }: ReportTools): TemplateResult {
  const number = new Intl.NumberFormat(locale);
  const rows = busiest.map(
    ({ atMs, messages }) => [clock(locale).format(atMs), number.format(messages)] as const,
  );
  return table(texts.busiest, [texts.time, texts.messages], rows, texts.nothingDone);
}

function writersTable({ writers }: ShowReport, { texts, locale }: ReportTools): TemplateResult {
  const number = new Intl.NumberFormat(locale);
  const rows = writers
    .slice(0, 10)
    .map(
      ({ nickname, userId, messages }) => [nickname || userId, number.format(messages)] as const,
    );
  return table(texts.topWriters, [texts.people, texts.messages], rows, texts.nothingDone);
}

function actionsTable(
  { actions }: ShowReport,
  { texts, staffTexts, locale }: ReportTools,
): TemplateResult {
  const number = new Intl.NumberFormat(locale);
  const names: Record<AuditRecord["kind"], string> = {
    remove: staffTexts.remove,
    timeout: staffTexts.timeOut,
    ban: staffTexts.ban,
    shadow: staffTexts.shadow,
    lift: staffTexts.lift,
    purge: staffTexts.purge,
    clear: staffTexts.clear,
    "set-mode": staffTexts.tabs.room,
    shield: staffTexts.shield,
    pin: staffTexts.pin,
    "pin-text": staffTexts.pin,
    unpin: staffTexts.unpin,
    approve: staffTexts.approve,
    reject: staffTexts.reject,
    dismiss: staffTexts.dismiss,
    appoint: staffTexts.appoint,
    note: staffTexts.notes,
    "set-filters": staffTexts.tabs.filters,
    "set-name": staffTexts.did["set-name"](),
    "permit-link": texts.allowedLink,
    undo: staffTexts.undo,
    auto: staffTexts.byRule,
  };
  const rows = Object.entries(actions)
    .sort(([, a], [, b]) => b - a)
    .map(
      ([kind, count]) =>
        [names[kind as AuditRecord["kind"]] ?? kind, number.format(count)] as const,
    );
  return table(texts.staffDid, [texts.staffDid, texts.messages], rows, texts.nothingDone);
}

function clock(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
}

/** Saves the report as a table, in the time zone of the device. (SPEC RP3) */
function download(report: ShowReport): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const blob = new Blob([reportCsv(report, timeZone)], { type: "text/csv" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${report.streamId.replace(/[^\w.-]/g, "-")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
