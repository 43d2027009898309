import type { TemplateResult } from "lit";
import type { Html } from "../element-context.ts";

const SHOWN_MS = 10_000;
const MOST = 3;

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo?: { readonly label: string; run(): void };
}

/** What was just done, for a while, each with the way back. It stays as long as somebody is at it. */
export class Toasts {
  readonly #html: Html;
  readonly #update: () => void;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #toasts: readonly Toast[] = [];
  #count = 0;

  constructor(html: Html, update: () => void) {
    this.#html = html;
    this.#update = update;
  }

  add(text: string, undo?: Toast["undo"]): void {
    const id = ++this.#count;
    this.#change([...this.#toasts, { id, text, ...(undo && { undo }) }].slice(-MOST));
    this.#start(id);
  }

  /** Takes back what was done last; false where nothing is offered. */
  undoLast(): boolean {
    const last = this.#toasts.findLast(({ undo }) => undo);
    if (last) this.#undo(last);
    return last !== undefined;
  }

  /** Leaves no timer behind. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  render(): TemplateResult {
    const html = this.#html;
    return html`<div
      class="toasts"
      role="status"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#release}
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      ${this.#toasts.map(
        (toast) =>
          html`<div class="toast" part="toast">
            <span>${toast.text}</span>${
              toast.undo
                ? html`<button class="text-button" data-do="undo" @click=${() => this.#undo(toast)}>
                    ${toast.undo.label}
                  </button>`
                : ""
            }
          </div>`,
      )}
    </div>`;
  }

  #undo(toast: Toast): void {
    this.#remove(toast.id);
    toast.undo?.run();
  }

  readonly #hold = (): void => this.stop();

  readonly #release = (): void => {
    for (const { id } of this.#toasts) this.#start(id);
  };

  #start(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), SHOWN_MS),
    );
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#change(this.#toasts.filter((toast) => toast.id !== id));
  }

  #change(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    this.#update();
  }
}
