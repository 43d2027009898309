import { html, nothing, type TemplateResult } from "lit";
import type { ChatSnapshot } from "../../../widget/src/client/index.ts";
import { icon } from "../../../widget/src/element/base/icon.ts";
import { STAFF_ICONS } from "../../../widget/src/element/moderation/staff-icons.ts";
import type { Column } from "../columns.ts";
import type { Place } from "../place.ts";
import type { Texts } from "../texts/texts.ts";

interface HeaderTools {
  readonly shown: ChatSnapshot;
  /** What the stream is called, where it is not called by its id. */
  readonly name: string | undefined;
  /** Whether the visitor is staff here. */
  readonly isIn: boolean;
  /** Those that can be chosen. */
  readonly offered: readonly Column[];
  /** Those that are shown; undefined where there is room for one alone. */
  readonly columns: readonly Column[] | undefined;
  readonly toggle: (column: Column) => void;
}

/** The stream's name or id, how many watch it, which columns are shown, and the way to its report. */
export function headerView(
  texts: Texts,
  { streamId = "", view, studioUrl }: Place,
  { shown: { connection, viewers, mode }, name, isIn, offered, columns, toggle }: HeaderTools,
): TemplateResult {
  const number = new Intl.NumberFormat(texts.lang);
  const isReport = view === "report";
  return html`<header class="studio-header">
    <a
      class="icon-button"
      href=${studioUrl}
      aria-label=${texts.allStreams}
      title=${texts.allStreams}
      >${icon(STAFF_ICONS.back)}</a
    >
    <div class="heading">
      <h1 title=${name === undefined ? streamId : `${name} (${streamId})`}>
        <bdi>${name ?? streamId}</bdi>
      </h1>
      ${
        isIn
          ? html`<p class="state">
              <i class="dot ${mode.ended ? "" : connection.status}"></i
              ><span
                >${mode.ended ? texts.ended : texts.viewersNow(number.format(viewers ?? 0))}</span
              >${name === undefined ? nothing : html`<bdi class="id">${streamId}</bdi>`}
            </p>`
          : nothing
      }
    </div>
    ${isIn && !isReport && columns ? columnChoice(texts, offered, columns, toggle) : nothing}
    ${
      isIn
        ? html`<a class="text-button link" href=${isReport ? "?" : "?view=report"}
            >${isReport ? texts.toStudio : texts.report}</a
          >`
        : nothing
    }
  </header>`;
}

function columnChoice(
  texts: Texts,
  offered: readonly Column[],
  columns: readonly Column[],
  toggle: (column: Column) => void,
): TemplateResult {
  return html`<div class="choices-row" role="group" aria-label=${texts.columns}>
    ${offered.map(
      (column) =>
        html`<button
          class="toggle-button"
          data-column=${column}
          aria-pressed=${columns.includes(column) ? "true" : "false"}
          @click=${() => toggle(column)}
        >
          ${texts[column]}
        </button>`,
    )}
  </div>`;
}
