import type { ActionScope } from "#protocol";
import type { Page, Pages } from "./staff-list.ts";

/** How many lines are shown at once. */
const AT_ONCE = 50;

/** What has been read of one scope and not been shown. */
interface Source<Item> {
  readonly scope: ActionScope | undefined;
  readonly left: Item[];
  before: string | undefined;
  more: boolean;
}

/**
 * The pages of a list that has lines of a stream and of its channel, newest first; each scope is
 * read as far as it takes. (SPEC CH7)
 */
export class MergedPages<Item> implements Pages<Item> {
  readonly #sources: readonly Source<Item>[];
  readonly #load: (scope: ActionScope | undefined, before?: string) => Promise<Page<Item>>;
  readonly #idOf: (item: Item) => string;
  readonly #timeOf: (item: Item) => number;

  constructor(
    scopes: readonly (ActionScope | undefined)[],
    load: (scope: ActionScope | undefined, before?: string) => Promise<Page<Item>>,
    of: { id: (item: Item) => string; timeMs: (item: Item) => number },
  ) {
    this.#sources = scopes.map((scope) => ({ scope, left: [], before: undefined, more: true }));
    this.#load = load;
    this.#idOf = of.id;
    this.#timeOf = of.timeMs;
  }

  async next(): Promise<Page<Item>> {
    const items: Item[] = [];
    while (items.length < AT_ONCE) {
      for (const source of this.#sources) {
        if (source.left.length > 0 || !source.more) continue;
        const page = await this.#load(source.scope, source.before);
        if (!page.ok) return page;
        source.left.push(...page.items);
        source.more = page.more && page.items.length > 0;
        const last = page.items.at(-1);
        if (last) source.before = this.#idOf(last);
      }
      const newest = this.#newest();
      if (!newest) break;
      items.push(newest.left.shift()!);
    }
    const more = this.#sources.some(({ left, more: isMore }) => isMore || left.length > 0);
    return { ok: true, items, more };
  }

  #newest(): Source<Item> | undefined {
    let newest: Source<Item> | undefined;
    for (const source of this.#sources) {
      const [item] = source.left;
      if (!item) continue;
      if (!newest || this.#timeOf(item) > this.#timeOf(newest.left[0]!)) newest = source;
    }
    return newest;
  }
}
