import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Never covered: live regions, and what is above the panels. */
const STAYS =
  ".live-region, live-chat-toasts, live-chat-person-menu, live-chat-command-help, live-chat-report";

/**
 * Makes everything under its host inert, so that neither Tab nor a screen reader reaches it. (WCAG
 * 2.4.11)
 *
 * A click outside calls `onLeave`.
 */
export class CoverChat implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onLeave: () => void;
  readonly #isWhole: boolean;
  readonly #covered = new Set<HTMLElement>();
  #chat: HTMLElement | null = null;
  #changes: MutationObserver | undefined;
  #sizes: ResizeObserver | undefined;

  /** With `isWhole`, it covers only while it is as wide as the chat. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    onLeave: () => void,
    { isWhole = false } = {},
  ) {
    this.#host = host;
    this.#onLeave = onLeave;
    this.#isWhole = isWhole;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.#chat) {
      this.#chat = this.#host.closest(".chat");
      if (!this.#chat) return;
      this.#changes = new MutationObserver(() => this.#cover());
      this.#changes.observe(this.#chat, { childList: true });
      this.#sizes = new ResizeObserver(() => this.#cover());
      this.#sizes.observe(this.#chat);
      this.#chat.addEventListener("click", this.#onClick);
    }
    this.#cover();
  }

  hostDisconnected(): void {
    this.#changes?.disconnect();
    this.#sizes?.disconnect();
    this.#chat?.removeEventListener("click", this.#onClick);
    this.#chat = null;
    this.#uncover();
  }

  /** Clicks on inert elements reach what is behind them. */
  readonly #onClick = ({ target }: Event): void => {
    if (target === this.#chat && this.#covered.size > 0) this.#onLeave();
  };

  #cover(): void {
    const chat = this.#chat;
    const box = this.#host.firstElementChild as HTMLElement | null;
    if (!chat || !box) return;
    if (this.#isWhole && box.offsetWidth < chat.clientWidth) return this.#uncover();
    for (let node: HTMLElement = this.#host; node !== chat; node = node.parentElement!)
      for (const beside of node.parentElement!.children as Iterable<HTMLElement>)
        if (beside !== node && !beside.inert && !beside.matches(STAYS)) {
          beside.inert = true;
          this.#covered.add(beside);
        }
  }

  #uncover(): void {
    for (const covered of this.#covered) covered.inert = false;
    this.#covered.clear();
  }
}
