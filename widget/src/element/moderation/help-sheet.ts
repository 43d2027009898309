import type { TemplateResult } from "lit";
import type { Staff } from "./staff.ts";

/** All commands, as they are typed in the reader's language. */
export function helpSheet({ html, texts }: Staff, onClose: () => void): TemplateResult {
  return html`<div
    class="sheet staff-help"
    role="dialog"
    aria-label=${texts.help}
    @keydown=${(event: KeyboardEvent) => event.key === "Escape" && onClose()}
  >
    <h3>${texts.help}</h3>
    <dl>
      ${Object.values(texts.commands).map(
        ([name, usage, description]) =>
          html`<dt>/${name} <span>${usage}</span></dt>
            <dd>${description}</dd>`,
      )}
    </dl>
    <button class="text-button quiet close" @click=${onClose}>${texts.close}</button>
  </div>`;
}
