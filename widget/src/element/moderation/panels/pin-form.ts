import type { TemplateResult } from "lit";
import { formLine } from "../form-line.ts";
import type { Staff } from "../staff.ts";

/** What stands above the messages, and a text with a link to put there. (SPEC MO9) */
export function pinForm({ html, texts, here, act }: Staff): TemplateResult {
  const { pinned } = here.snapshot;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const text = formLine(given, "text");
    const link = formLine(given, "link");
    if (!text) return;
    void act({ kind: "pin-text", text, ...(link && { link }) }).then(({ ok }) => {
      if (ok) form.reset();
    });
  };
  return html`<form class="pin-form" @submit=${onSubmit}>
    ${
      pinned
        ? html`<div class="record">
            <p class="sheet-quote record-text" dir="auto">${pinned.text}</p>
            <button
              type="button"
              class="text-button"
              data-do="unpin"
              @click=${() => void act({ kind: "unpin" })}
            >
              ${texts.unpin}
            </button>
          </div>`
        : ""
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
