import { html, type TemplateResult } from "lit";
import { announce } from "../../base/announce.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { StaffElement } from "../staff-element.ts";

/**
 * A button for what everyone notices: it asks for a second press, and waits for it as long as one stays there.
 *
 * Fires `confirm`.
 */
class ConfirmButtonElement extends StaffElement {
  @property() accessor label = "";
  /** What it does, in a word. */
  @property() accessor action = "";
  #isAsking = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#isAsking = false;
  }

  protected override render(): TemplateResult {
    return html`<button
      class="small-button danger"
      data-do=${this.action}
      @click=${this.#onClick}
      @blur=${() => this.#ask(false)}
    >
      ${this.#isAsking ? this.#question : this.label}
    </button>`;
  }

  readonly #onClick = (): void => {
    const isSure = this.#isAsking;
    this.#ask(!isSure);
    if (isSure) this.tell("confirm");
    // A button whose name changes under the focus is not read out again by every screen reader.
    else announce(this, this.#question);
  };

  get #question(): string {
    return `${this.label}: ${this.staffTexts.sure}`;
  }

  #ask(isAsking: boolean): void {
    this.#isAsking = isAsking;
    this.requestUpdate();
  }
}

defineOnce("live-chat-confirm-button", ConfirmButtonElement);
