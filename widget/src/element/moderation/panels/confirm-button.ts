import { html, type TemplateResult } from "lit";
import { announce } from "../../base/announce.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { StaffElement } from "../staff-element.ts";

/**
 * A button for actions that everyone notices: it asks for a second press, and waits as long as it
 * keeps the focus.
 *
 * Fires `confirm`.
 */
class ConfirmButtonElement extends StaffElement {
  @property() accessor label = "";
  /** Its action in one word. */
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
    // Not every screen reader announces the changed name of a focused button.
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
