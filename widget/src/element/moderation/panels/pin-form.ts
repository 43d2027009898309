import type { Pin } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { ActingElement } from "../acting-element.ts";
import { formLine } from "../read-form-field.ts";

/** Shows the pin, and pins a text with a link. (SPEC MO9) */
class PinFormElement extends ActingElement {
  @property() accessor pinned: Pin | undefined;
  #isLinkWrong = false;

  protected override render(): TemplateResult {
    const { staffTexts: texts, pinned } = this;
    return html`<form class="pin-form" novalidate @submit=${this.#onSubmit}>
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
          aria-invalid=${this.#isLinkWrong ? "true" : "false"}
          aria-describedby="pin-link-fault"
          autocomplete="off"
          aria-label=${texts.pinLink}
          placeholder=${texts.pinLink}
        /><button class="small-button">${texts.pin}</button>
      </div>
      <p class="fault" id="pin-link-fault" role="alert">
        ${this.#isLinkWrong ? texts.pinLinkWrong : nothing}
      </p>
    </form>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = formLine(given, "text");
    const link = formLine(given, "link");
    this.#isLinkWrong = link !== "" && !isSafeLink(link);
    this.requestUpdate();
    const wrong = this.#isLinkWrong ? "link" : text === "" ? "text" : undefined;
    if (wrong) return (form.elements.namedItem(wrong) as HTMLElement).focus();
    const { ok } = await this.act({ kind: "pin-text", text, ...(link && { link }) });
    if (ok) form.reset();
  }
}

function isSafeLink(link: string): boolean {
  return link.startsWith("https://") && URL.canParse(link);
}

defineOnce("live-chat-pin-form", PinFormElement);
