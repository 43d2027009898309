import type { ChatError } from "#protocol";
import { AnswerOrder } from "./answer-order.ts";

/** A page of staff data, or why there is none. */
export type Page<Item> =
  | { readonly ok: true; readonly items: readonly Item[]; readonly more: boolean }
  | { readonly ok: false; readonly error: ChatError };

/** The pages of a list, each after the last. */
export interface Pages<Item> {
  next(): Promise<Page<Item>>;
}

/** Staff data in pages, newest first. A reload starts again, and keeps the old items meanwhile. */
export class StaffList<Item> {
  readonly #open: () => Pages<Item>;
  readonly #onChange: () => void;
  readonly #order = new AnswerOrder();
  /** Those of the shown items. */
  #pages: Pages<Item> | undefined;
  #isLoadingMore = false;
  /** Undefined before the first answer. */
  items: readonly Item[] | undefined;
  more = false;
  error: ChatError | undefined;

  constructor(open: () => Pages<Item>, onChange: () => void) {
    this.#open = open;
    this.#onChange = onChange;
  }

  /** Reads the first page. */
  async refresh(): Promise<void> {
    const pages = this.#open();
    const page = await this.#order.of(pages.next());
    if (!page) return;
    if (page.ok) {
      this.#pages = pages;
      this.#isLoadingMore = false;
      this.items = page.items;
    }
    this.#show(page);
  }

  /** Reads the first page of another list; what was asked for before is not shown. */
  restart(): Promise<void> {
    this.#order.restart();
    return this.refresh();
  }

  async loadMore(): Promise<void> {
    const pages = this.#pages;
    if (!pages || this.#isLoadingMore) return;
    this.#isLoadingMore = true;
    const page = await pages.next();
    // The list has begun again meanwhile.
    if (pages !== this.#pages) return;
    this.#isLoadingMore = false;
    if (page.ok) this.items = [...(this.items ?? []), ...page.items];
    this.#show(page);
  }

  #show(page: Page<Item>): void {
    this.error = page.ok ? undefined : page.error;
    if (page.ok) this.more = page.more;
    this.#onChange();
  }
}
