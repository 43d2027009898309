import { html, nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { Texts } from "../i18n/en.ts";
import type { Chat } from "../store/index.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/** Asks a guest for a name. Fires `named` when the chat has taken it, and `cancel`. */
export class NicknameForm extends ShadowlessElement {
  @property({ attribute: false }) accessor chat: Chat | undefined;
  @property({ attribute: false }) accessor texts!: Texts;
  /** The name so far, when it is to be changed. */
  @property({ attribute: false }) accessor current: string | undefined;
  @query("input") accessor field!: HTMLInputElement;

  #error = "";

  protected override render(): TemplateResult {
    const { texts, current } = this;
    return html`<form class="nickname-form" part="nickname-form" @submit=${this.#onSubmit}>
      <label class="prompt" for="nickname">${texts.nicknamePrompt}</label>
      <div class="field">
        <input
          id="nickname"
          part="input"
          dir="auto"
          autocomplete="nickname"
          enterkeyhint="done"
          maxlength="64"
          placeholder=${texts.nickname}
          .value=${current ?? ""}
          aria-invalid=${this.#error ? "true" : "false"}
          aria-describedby="nickname-hint"
          @keydown=${this.#onKeydown}
        />
        ${
          current === undefined
            ? nothing
            : html`<button type="button" class="text-button quiet" @click=${this.#cancel}>
                ${texts.nicknameCancel}
              </button>`
        }
        <button class="primary" part="nickname-submit">
          ${current === undefined ? texts.nicknameStart : texts.nicknameSave}
        </button>
      </div>
      <span id="nickname-hint" class="hint over" role="alert">${this.#error}</span>
    </form>`;
  }

  protected override firstUpdated(): void {
    // The form only takes the focus from a button that the person has just pressed.
    if (this.current !== undefined) this.field.select();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const taken = this.chat?.setNickname(this.field.value);
    if (!taken) return;
    this.#error = taken.ok ? "" : this.texts.errors[taken.error.code];
    this.requestUpdate();
    if (taken.ok) this.dispatchEvent(new CustomEvent("named", { detail: taken.value }));
    else this.field.focus();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.current !== undefined) this.#cancel();
    // An Enter that only ends a syllable would submit the form without it in some browsers.
    if (event.key === "Enter" && event.isComposing) event.preventDefault();
  }

  #cancel(): void {
    this.dispatchEvent(new Event("cancel"));
  }
}
