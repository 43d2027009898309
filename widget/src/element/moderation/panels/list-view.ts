import type { TemplateResult } from "lit";
import type { Staff } from "../staff.ts";
import type { StaffList } from "./staff-list.ts";

/** A list as far as it is loaded, or what there is to say in its place. */
export function listView<Item>(
  { html, texts }: Staff,
  list: StaffList<Item>,
  empty: string,
  row: (item: Item) => TemplateResult,
): TemplateResult {
  if (list.error && !list.items)
    return html`<p class="panel-note" role="alert">
      ${texts.notLoaded}
      <button class="text-button" @click=${() => void list.refresh()}>${texts.retry}</button>
    </p>`;
  if (!list.items) return html`<p class="panel-note">${texts.loading}</p>`;
  if (list.items.length === 0) return html`<p class="panel-note">${empty}</p>`;
  return html`<ul class="panel-list">
      ${list.items.map((item) => html`<li>${row(item)}</li>`)}
    </ul>
    ${
      list.more
        ? html`<button class="text-button more" @click=${() => void list.loadMore()}>
            ${texts.loadMore}
          </button>`
        : ""
    }`;
}
