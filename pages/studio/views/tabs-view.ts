import { html, nothing, type TemplateResult } from "lit";
import type { Column } from "../columns.ts";
import type { Texts } from "../texts/texts.ts";
import { countOf } from "./count.ts";

interface TabTools {
  /** The one that is shown. */
  readonly tab: Column;
  /** How much waits for review. */
  readonly waiting: number;
  readonly show: (column: Column) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The columns as tabs, where there is room for one. */
export function tabsView(
  texts: Texts,
  offered: readonly Column[],
  { tab, waiting, show, onKey }: TabTools,
): TemplateResult {
  return html`<nav aria-label=${texts.columns}>
    <div class="tabs" role="tablist" aria-label=${texts.columns} @keydown=${onKey}>
      ${offered.map(
        (column) =>
          html`<button
            class="tab"
            role="tab"
            id="tab-${column}"
            data-tab=${column}
            aria-selected=${column === tab ? "true" : "false"}
            aria-controls=${column === tab ? `column-${column}` : nothing}
            tabindex=${column === tab ? 0 : -1}
            @click=${() => show(column)}
          >
            ${texts[column]}${column === "queue" ? countOf(waiting) : nothing}
          </button>`,
      )}
    </div>
  </nav>`;
}
