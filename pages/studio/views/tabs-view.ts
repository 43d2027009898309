import { html, type TemplateResult } from "lit";
import { icon } from "../../../widget/src/element/base/icon.ts";
import { tabList } from "../../../widget/src/element/moderation/panels/tab-list.ts";
import { STAFF_ICONS } from "../../../widget/src/element/moderation/staff-icons.ts";
import type { Column } from "../columns.ts";
import type { Texts } from "../texts/texts.ts";

interface TabsTools {
  readonly offered: readonly Column[];
  readonly shown: Column;
  /** How much waits for review. */
  readonly waiting: number;
  readonly show: (column: Column) => void;
  readonly goTo: (column: Column) => void;
  /** Shows the tabs that are out of sight on one side. */
  readonly scroll: (direction: 1 | -1) => void;
}

/**
 * The columns as tabs, where there is room for one alone. The buttons at the ends are for the mouse:
 * keys and screen readers go through the tabs themselves.
 */
export function tabsView(texts: Texts, tools: TabsTools): TemplateResult {
  const { offered, shown, waiting, show, goTo, scroll } = tools;
  return html`<nav class="tabs-row" aria-label=${texts.columns}>
    ${tabList({
      names: offered,
      shown,
      label: texts.columns,
      labels: texts,
      waiting,
      tabId: (column) => `tab-${column}`,
      panelId: (column) => `column-${column}`,
      show,
      goTo,
    })}
    ${([-1, 1] as const).map(
      (direction) =>
        html`<button
          class="more-tabs ${direction < 0 ? "before" : "after"}"
          tabindex="-1"
          aria-hidden="true"
          @click=${() => scroll(direction)}
        >
          ${icon(STAFF_ICONS.back)}
        </button>`,
    )}
  </nav>`;
}
