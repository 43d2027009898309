import type { ErrorCode } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { errorText } from "../../i18n/error-text.ts";
import type { Chat } from "../../client/index.ts";
import { isTaken } from "./enter-key.ts";
import { EnterListener } from "./enter-listener.ts";
import { signInButton, type SignInView } from "./sign-in-prompt.ts";
import { spoken } from "../base/live-region-text.ts";
import { property } from "../base/property.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";

/**
 * Asks a guest for a name. Fires `named` when the chat has accepted it, `cancel`, and `sign-in`.
 */
export class NicknameForm extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor texts!: Texts;
  /** The current name, if it is to be changed. */
  @property() accessor current: string | undefined;
  /** Why the server refused the last name. */
  @property() accessor refusal: ErrorCode | undefined;
  @property() accessor signIn!: SignInView;

  #error = "";
  #turn = 0;
  readonly #enter = new EnterListener(() => this.field.form!.requestSubmit());

  get field(): HTMLInputElement {
    return this.querySelector("input")!;
  }

  protected override render(): TemplateResult {
    const { texts, current, refusal, signIn } = this;
    const error =
      this.#error ||
      (refusal ? errorText(texts, refusal) : signIn.status === "failed" ? texts.signInFailed : "");
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
          aria-invalid=${error ? "true" : "false"}
          aria-describedby="nickname-hint"
          @keydown=${this.#onKeydown}
          @keyup=${this.#enter}
          @beforeinput=${this.#enter}
          @compositionstart=${this.#enter}
          @compositionupdate=${this.#enter}
          @compositionend=${this.#enter}
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
      <span id="nickname-hint" class="hint over" role="alert">${spoken(error, this.#turn)}</span>
      ${signIn.isOffered ? signInButton(texts, this.#signIn) : nothing}
    </form>`;
  }

  protected override firstUpdated(): void {
    // The form may take the focus, because the person has just pressed its button.
    if (this.current !== undefined) this.field.select();
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const taken = this.chat?.setNickname(this.field.value);
    if (!taken) return;
    this.#turn += 1;
    this.#error = taken.ok ? "" : errorText(this.texts, taken.error.code);
    this.requestUpdate();
    if (taken.ok)
      this.dispatchEvent(new CustomEvent("named", { detail: taken.value, bubbles: true }));
    else this.field.focus();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.current !== undefined && !event.isComposing) {
      event.preventDefault();
      this.#cancel();
    }
    this.#enter.handleEvent(event);
    // In some browsers, an Enter that only ends a composition would submit the form.
    if (event.key === "Enter" && isTaken(event)) event.preventDefault();
  }

  readonly #signIn = (): void => {
    this.dispatchEvent(new Event("sign-in"));
  };

  #cancel(): void {
    this.dispatchEvent(new Event("cancel"));
  }
}
