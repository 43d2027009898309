import { html, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { StaffElement } from "../staff-element.ts";

const PATIENCE_MS = 4_000;

/**
 * A button for what everyone notices: it asks for a second press.
 *
 * Fires `confirm`.
 */
class ConfirmButtonElement extends StaffElement {
  @property() accessor label = "";
  /** What it does, in a word. */
  @property() accessor action = "";
  #isAsking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#isAsking = false;
  }

  protected override render(): TemplateResult {
    return html`<button
      class="small-button danger"
      data-do=${this.action}
      @click=${this.#onClick}
      @blur=${() => this.#ask(false)}
    >
      ${this.#isAsking ? `${this.label}: ${this.staffTexts.sure}` : this.label}
    </button>`;
  }

  readonly #onClick = (): void => {
    const isSure = this.#isAsking;
    this.#ask(!isSure);
    if (isSure) this.tell("confirm");
  };

  #ask(isAsking: boolean): void {
    clearTimeout(this.#timer);
    this.#isAsking = isAsking;
    if (isAsking) this.#timer = setTimeout(() => this.#ask(false), PATIENCE_MS);
    this.requestUpdate();
  }
}

defineOnce("live-chat-confirm-button", ConfirmButtonElement);
