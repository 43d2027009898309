import type { ActionScope } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { property } from "../../base/property.ts";
import { FetchingElement } from "./fetching-element.ts";
import { MergedPages } from "./merged-pages.ts";
import { StaffList, type Page } from "./staff-list.ts";

/** The request for a page: the item that it ends before, and the search text. */
export interface ListPage {
  readonly before?: string;
  readonly search?: string;
  readonly scope?: ActionScope;
}

/** A list with a search field. */
export abstract class SearchedList<Item> extends FetchingElement {
  /** Which lines it has; both for staff of the channel, unless it is set. */
  @property() accessor scope: ActionScope | undefined;
  #search = "";
  readonly #list = new StaffList<Item>(
    () => this.#open(),
    () => this.requestUpdate(),
  );

  protected override render(): TemplateResult {
    const { search } = this.staffTexts;
    return html`<input
        class="line-input"
        type="search"
        enterkeyhint="search"
        aria-label=${search}
        placeholder=${search}
        .value=${this.#search}
        @change=${this.#onSearch}
      />${this.#renderList()}`;
  }

  protected override read(): Promise<void> {
    return this.#list.refresh();
  }

  protected abstract load(page: ListPage): Promise<Page<Item>>;
  protected abstract idOf(item: Item): string;
  protected abstract timeOf(item: Item): number;
  protected abstract renderItem(item: Item): TemplateResult;
  /** Shown if the list is empty. */
  protected abstract get emptyText(): string;

  get #scopes(): readonly (ActionScope | undefined)[] {
    if (this.scope) return [this.scope];
    return this.me?.channel ? ["stream", "channel"] : [undefined];
  }

  /** Staff of the channel also see its actions in the list. (SPEC CH7) */
  #open(): MergedPages<Item> {
    const search = this.#search;
    return new MergedPages<Item>(
      this.#scopes,
      (scope, before) =>
        this.load({
          ...(before && { before }),
          ...(search && { search }),
          ...(scope && { scope }),
        }),
      { id: (item) => this.idOf(item), timeMs: (item) => this.timeOf(item) },
    );
  }

  /** The loaded part of the list, or a notice in its place. */
  #renderList(): TemplateResult {
    const { items, error, more } = this.#list;
    const { notLoaded, retry, loading, loadMore } = this.staffTexts;
    if (error && !items)
      return html`<p class="panel-note" role="alert">
        ${notLoaded}
        <button class="text-button" @click=${() => void this.read()}>${retry}</button>
      </p>`;
    if (!items || items.length === 0)
      return html`<p class="panel-note" role="status">${items ? this.emptyText : loading}</p>`;
    return html`<ul class="panel-list">
        ${items.map((item) => html`<li>${this.renderItem(item)}</li>`)}
      </ul>
      ${
        more
          ? html`<button class="text-button load-more" @click=${() => void this.#list.loadMore()}>
              ${loadMore}
            </button>`
          : nothing
      }`;
  }

  readonly #onSearch = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value.trim();
    void this.#list.restart();
  };
}
