import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RowElement } from "./row-focus.ts";

/** No truncated row is lower than this, in CSS pixels. */
const MIN_HEIGHT = 64;

interface LongRowsHost extends ReactiveControllerHost {
  readonly list: HTMLElement | null;
}

/** Knows which rows are truncated because of their height, and which are expanded. */
export class LongRows implements ReactiveController {
  readonly #host: LongRowsHost;
  readonly #long = new Set<string>();
  readonly #whole = new Set<string>();
  #observer: ResizeObserver | undefined;

  constructor(host: LongRowsHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined if the row is not truncated. */
  isWhole(key: string): boolean | undefined {
    return this.#long.has(key) ? this.#whole.has(key) : undefined;
  }

  toggle(key: string): void {
    if (!this.#whole.delete(key)) this.#whole.add(key);
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { list } = this.#host;
    if (!list || this.#observer) return;
    // From the list's window, which may differ from this script's.
    const { ResizeObserver: Observer } = list.ownerDocument.defaultView ?? window;
    this.#observer = new Observer((entries) => this.#onResize(entries));
    this.observe([...list.children]);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /** Starts observing new rows of the list. */
  observe(rows: readonly Element[]): void {
    for (const row of rows) this.#observer?.observe(row);
  }

  #onResize(entries: readonly ResizeObserverEntry[]): void {
    let isNew = false;
    for (const { target, contentRect } of entries) {
      const row = target.firstElementChild as RowElement | null;
      const said = row?.querySelector(".said");
      if (!target.isConnected) {
        this.#observer?.unobserve(target);
      } else if (row && said && contentRect.height > 0 && !this.#whole.has(row.key)) {
        const isLong =
          contentRect.height >= MIN_HEIGHT && said.scrollHeight > said.clientHeight + 1;
        if (isLong === this.#long.has(row.key)) continue;
        if (isLong) this.#long.add(row.key);
        else this.#long.delete(row.key);
        isNew = true;
      }
    }
    // In a separate frame: resizing a row inside the callback would be an error on the page.
    if (isNew) requestAnimationFrame(() => this.#host.requestUpdate());
  }
}
