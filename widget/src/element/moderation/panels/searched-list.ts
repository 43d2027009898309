import type { ChatError } from "#protocol";
import type { TemplateResult } from "lit";
import type { Staff } from "../staff.ts";
import { listView } from "./list-view.ts";
import type { Panel } from "./panel.ts";
import { StaffList } from "./staff-list.ts";

/** What is asked for: what came before an item, and what is searched for. */
interface ListPage {
  readonly before?: string;
  readonly search?: string;
}

export interface ListSource<Item> {
  load(
    page: ListPage,
  ): Promise<
    | { readonly ok: true; readonly items: readonly Item[]; readonly more: boolean }
    | { readonly ok: false; readonly error: ChatError }
  >;
  idOf(item: Item): string;
  row(item: Item): TemplateResult;
  /** What is said where there is nothing. */
  readonly empty: string;
}

/** A list that is searched by what is typed above it. */
export class SearchedList<Item> implements Panel {
  readonly #staff: Staff;
  readonly #source: ListSource<Item>;
  readonly #list: StaffList<Item>;
  #search = "";

  constructor(staff: Staff, source: ListSource<Item>) {
    this.#staff = staff;
    this.#source = source;
    this.#list = new StaffList<Item>(
      (before) =>
        source.load({ ...(before && { before }), ...(this.#search && { search: this.#search }) }),
      (item) => source.idOf(item),
      () => staff.update(),
    );
  }

  refresh(): void {
    void this.#list.refresh();
  }

  render(): TemplateResult {
    const { html, texts } = this.#staff;
    return html`<input
        class="line-input"
        type="search"
        enterkeyhint="search"
        aria-label=${texts.search}
        placeholder=${texts.search}
        .value=${this.#search}
        @change=${this.#onSearch}
      />${listView(this.#staff, this.#list, this.#source.empty, (item) => this.#source.row(item))}`;
  }

  readonly #onSearch = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value.trim();
    this.refresh();
  };
}
