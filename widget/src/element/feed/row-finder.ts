import type { MessageRef } from "#protocol";
import type { ReactiveController } from "lit";
import { findRow } from "./log-items.ts";
import type { LogScroll, LogScrollHost } from "./log-scroll.ts";

/** Maximum number of pages loaded to reach an older message. */
const MAX_PAGES = 20;

/** Scrolls to an older message, and loads the rows in between. */
export class RowFinder implements ReactiveController {
  readonly #host: LogScrollHost;
  readonly #scroll: LogScroll;
  readonly #show: (id: string) => void;
  #target: MessageRef | undefined;
  #pagesLeft = 0;

  /** `show` is called when the message is in the list. */
  constructor(host: LogScrollHost, scroll: LogScroll, show: (id: string) => void) {
    this.#host = host;
    this.#scroll = scroll;
    this.#show = show;
    host.addController(this);
  }

  find(ref: MessageRef): void {
    this.#target = ref;
    this.#pagesLeft = MAX_PAGES;
    this.#host.requestUpdate();
  }

  /** Called before the list is rendered. */
  take(): void {
    const { rows } = this.#host.shown;
    // From now on older rows are kept, because somebody reads them.
    if (this.#target) this.#scroll.place.goTo(rows, this.#target.seq);
  }

  hostUpdated(): void {
    const target = this.#target;
    if (!target) return;
    const { chat, shown } = this.#host;
    const { rows, hasOlder, isLoadingOlder } = shown;
    if (findRow({ rows, quoted: new Map() }, target)) {
      this.#target = undefined;
      this.#show(target.id);
    } else if (!hasOlder || (rows[0]?.seq ?? 0) <= target.seq || this.#pagesLeft === 0) {
      this.#target = undefined;
    } else if (!isLoadingOlder) {
      this.#pagesLeft -= 1;
      void chat?.loadOlder();
    }
  }
}
