import type { ChatError } from "#protocol";

/** A page of staff data, or why there is none. */
export type Page<Item> =
  | { readonly ok: true; readonly items: readonly Item[]; readonly more: boolean }
  | { readonly ok: false; readonly error: ChatError };

type LoadPage<Item> = (before: string | undefined) => Promise<Page<Item>>;

/** Staff data in pages, newest first. A reload starts again, and keeps the old items meanwhile. */
export class StaffList<Item> {
  readonly #load: LoadPage<Item>;
  readonly #idOf: (item: Item) => string;
  readonly #onChange: () => void;
  #asked = 0;
  /** Undefined before the first answer. */
  items: readonly Item[] | undefined;
  more = false;
  error: ChatError | undefined;

  constructor(load: LoadPage<Item>, idOf: (item: Item) => string, onChange: () => void) {
    this.#load = load;
    this.#idOf = idOf;
    this.#onChange = onChange;
  }

  readonly refresh = (): Promise<void> => this.#ask(undefined);

  readonly loadMore = (): Promise<void> => {
    const last = this.items?.at(-1);
    return this.#ask(last && this.#idOf(last));
  };

  async #ask(before: string | undefined): Promise<void> {
    const asked = ++this.#asked;
    const page = await this.#load(before);
    // A later request has the newer answer.
    if (asked !== this.#asked) return;
    this.error = page.ok ? undefined : page.error;
    if (page.ok) {
      this.items = before === undefined ? page.items : [...(this.items ?? []), ...page.items];
      this.more = page.more;
    }
    this.#onChange();
  }
}
