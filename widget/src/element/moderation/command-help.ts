import { html, type TemplateResult } from "lit";
import { defineOnce } from "../base/lazy-element.ts";
import { onEscape } from "./on-escape.ts";
import { StaffElement } from "./staff-element.ts";

/**
 * Shows all commands, as they are typed in the reader's language. Takes the focus.
 *
 * Fires `close`.
 */
class CommandHelpElement extends StaffElement {
  protected override render(): TemplateResult {
    const { help, commands, close } = this.staffTexts;
    return html`<div
      class="sheet staff-help"
      role="dialog"
      aria-label=${help}
      @keydown=${onEscape(() => this.tell("close"))}
    >
      <h3>${help}</h3>
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
