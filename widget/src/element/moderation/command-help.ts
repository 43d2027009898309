import { html, type TemplateResult } from "lit";
import { CoverChat } from "../base/cover-chat.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { StaffElement } from "./staff-element.ts";

/**
 * Lists all commands in the reader's language. Takes the focus.
 *
 * Fires `close`.
 */
class CommandHelpElement extends StaffElement {
  constructor() {
    super();
    new CoverChat(this, () => this.tell("close"));
  }

  protected override render(): TemplateResult {
    const { help, commands, close } = this.staffTexts;
    return html`<div class="sheet staff-help" role="dialog" aria-label=${help} aria-modal="true">
      <h3 aria-level="2">${help}</h3>
      <dl>
        ${Object.values(commands).map(
          ([name, usage, description]) =>
            html`<dt>/${name} <span>${usage}</span></dt>
              <dd>${description}</dd>`,
        )}
      </dl>
      <button class="text-button quiet close" @click=${() => this.tell("close")}>${close}</button>
    </div>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("button")?.focus({ preventScroll: true });
  }
}

defineOnce("live-chat-command-help", CommandHelpElement);
