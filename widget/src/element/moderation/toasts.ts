import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { StaffElement } from "./staff-element.ts";

const SHOWN_MS = 10_000;

/** Something that is said in passing. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** What was done, where it can be taken back. */
  readonly actionId?: string;
}

/**
 * Shows the last of what was just done, with the way back. It stays as long as somebody is at it.
 *
 * Fires `undo` with a toast, `expire` with the id of one that was shown long enough, and `focus-lost`
 * when the one that had the focus is gone.
 */
class ToastsElement extends StaffElement {
  @property() accessor toasts: readonly Toast[] = [];
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hold();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("toasts")) return;
    const ids = new Set(this.toasts.map(({ id }) => id));
    const before = new Set(changed.get("toasts")?.map(({ id }) => id));
    for (const id of before) if (!ids.has(id)) this.#stop(id);
    for (const id of ids) if (!before.has(id)) this.#start(id);
  }

  protected override render(): TemplateResult {
    return html`<div
      class="toasts"
      role="status"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#release}
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      ${this.toasts.map(
        (toast) =>
          html`<div class="toast" part="toast">
            <span>${toast.text}</span>${
              toast.actionId === undefined
                ? nothing
                : html`<button
                    class="text-button"
                    data-do="undo"
                    @click=${() => this.tell("undo", toast)}
                  >
                    ${this.staffTexts.undo}
                  </button>`
            }
          </div>`,
      )}
    </div>`;
  }

  readonly #hold = (): void => {
    for (const id of this.#timers.keys()) this.#stop(id);
  };

  readonly #release = (): void => {
    for (const { id } of this.toasts) this.#start(id);
  };

  /** Not to the next way back, which somebody might press who does not look. */
  protected override takeFocus(): void {
    this.tell("focus-lost");
  }

  #start(id: number): void {
    this.#stop(id);
    this.#timers.set(
      id,
      setTimeout(() => this.tell("expire", id), SHOWN_MS),
    );
  }

  #stop(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}

defineOnce("live-chat-toasts", ToastsElement);
