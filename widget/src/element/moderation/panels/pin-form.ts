import type { Pin } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { ActingElement } from "../acting-element.ts";
import { formLine } from "../form-line.ts";

/** Shows what stands above the messages, and puts a text with a link there. (SPEC MO9) */
class PinFormElement extends ActingElement {
  @property() accessor pinned: Pin | undefined;

  protected override render(): TemplateResult {
    const { staffTexts: texts, pinned } = this;
    return html`<form class="pin-form" @submit=${this.#onSubmit}>
      ${
        pinned
          ? html`<div class="record">
              <p class="sheet-quote record-text" dir="auto">${pinned.text}</p>
              <button
                type="button"
                class="text-button"
                data-do="unpin"
                @click=${() => void this.act({ kind: "unpin" })}
              >
                ${texts.unpin}
              </button>
            </div>`
          : nothing
      }
      <input
        class="line-input"
        name="text"
        maxlength="300"
        autocomplete="off"
        aria-label=${texts.pinText}
        placeholder=${texts.pinText}
      />
      <div class="inline-form">
        <input
          class="line-input"
          name="link"
          type="url"
          pattern="https://.*"
          autocomplete="off"
          aria-label=${texts.pinLink}
          placeholder=${texts.pinLink}
        /><button class="small-button">${texts.pin}</button>
      </div>
    </form>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = formLine(given, "text");
    const link = formLine(given, "link");
    if (!text) return;
    const { ok } = await this.act({ kind: "pin-text", text, ...(link && { link }) });
    if (ok) form.reset();
  }
}

defineOnce("live-chat-pin-form", PinFormElement);
