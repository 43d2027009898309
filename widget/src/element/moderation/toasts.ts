import type { ActionScope } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { StaffElement } from "./staff-element.ts";
import { UndoGuard } from "./undo-guard.ts";

const SHOWN_MS = 10_000;

/** A short notice. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  /** The action, if it can be undone. */
  readonly actionId?: string;
  /** What that holds for. */
  readonly scope?: ActionScope;
  /** No longer visible; a key can still undo it. */
  readonly isHidden?: boolean;
}

/**
 * Shows the latest action with an undo button, for as long as it is hovered or focused.
 *
 * Fires `undo` with a toast, `expire` with the id of one that was shown long enough, and `let-go`
 * when something else is pressed.
 */
class ToastsElement extends StaffElement {
  @property() accessor toasts: readonly Toast[] = [];
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #guard = new UndoGuard(this, () => this.#shown && this.tell("let-go"));

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
    const toast = this.#shown;
    const { undo } = this.staffTexts;
    return html`<div
      class="toasts"
      role="status"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#release}
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      ${
        toast
          ? html`<div class="toast" part="toast">
              <span>${toast.text}</span>${
                toast.actionId === undefined
                  ? nothing
                  : html`<button
                      class="text-button"
                      data-do="undo"
                      aria-label="${undo}: ${toast.text}"
                      aria-keyshortcuts="Z"
                      title="${undo} (Z)"
                      @click=${() => this.tell("undo", toast)}
                    >
                      ${undo}
                    </button>`
              }
            </div>`
          : nothing
      }
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("toasts")) this.#guard.look(this.querySelector("[data-do=undo]"));
  }

  /** Only the last one, because more would cover messages; earlier ones are in the audit log. */
  get #shown(): Toast | undefined {
    const last = this.toasts.at(-1);
    return last?.isHidden ? undefined : last;
  }

  readonly #hold = (): void => {
    for (const id of this.#timers.keys()) this.#stop(id);
  };

  readonly #release = (): void => {
    for (const { id } of this.toasts) this.#start(id);
  };

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
