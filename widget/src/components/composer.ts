import { html, nothing, type TemplateResult } from "lit";
import { AT_REST, onTyping, type TypingEvent } from "../controllers/enter-key.ts";
import type { Texts } from "../i18n/en.ts";
import { errorText } from "../i18n/error-text.ts";
import type { Chat } from "../store/index.ts";
import { accountMenu } from "./account-menu.ts";
import { charactersLeft } from "./characters-left.ts";
import { pencilIcon, sendIcon } from "./icons.ts";
import { property } from "./property.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/** From so few characters left on, they are counted down. */
const COUNT_FROM = 100;

/**
 * Where messages are written.
 *
 * Fires `rename` when a guest wants another name, `sign-out`, and `held-back` in
 * place of sending while nobody is signed in.
 */
export class Composer extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor texts!: Texts;
  /** A guest's name, that may be changed. */
  @property() accessor guestName: string | undefined;
  /** Under which name somebody writes who has signed in here. */
  @property() accessor memberName: string | undefined;
  @property() accessor isSignedOut = false;
  /** Before the server has said who one is, nothing can be written. */
  @property() accessor isWaiting = false;

  #draft = "";
  #error = "";
  #typing = AT_REST;

  get field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  get draft(): string {
    return this.#draft;
  }

  set draft(text: string) {
    this.#draft = text;
    this.requestUpdate();
  }

  send(): void {
    const sent = this.chat?.sendMessage(this.#draft);
    if (!sent) return;
    if (sent.ok) this.#draft = this.field.value = "";
    else if (sent.error.code !== "empty-message")
      this.#error = errorText(this.texts, sent.error.code);
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const left = charactersLeft(this.#draft);
    return html`
      <div class="field" part="field">
        <textarea
          part="input"
          rows="1"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-label=${this.texts.placeholder}
          aria-describedby="composer-hint"
          placeholder=${this.texts.placeholder}
          ?disabled=${this.isWaiting}
          .value=${this.#draft}
          @input=${this.#onInput}
          @beforeinput=${this.#onBeforeInput}
          @keydown=${this.#onKey}
          @keyup=${this.#onKey}
          @compositionstart=${this.#onComposition}
          @compositionupdate=${this.#onComposition}
          @compositionend=${this.#onComposition}
        ></textarea>
        <button
          class="send"
          part="send"
          aria-label=${this.texts.send}
          title=${this.texts.send}
          ?disabled=${this.#draft.trim() === "" || left < 0}
          @click=${this.#onSendClick}
        >
          ${sendIcon}
        </button>
      </div>
      <div class="composer-foot">
        ${this.guestName === undefined ? nothing : this.#renderName(this.guestName)}
        ${
          this.memberName === undefined
            ? nothing
            : accountMenu(this.memberName, this.texts, () => this.#onSignOut())
        }
        <span id="composer-hint" class="hint ${left < 0 ? "over" : ""}" role="status">
          ${this.#error || (left <= COUNT_FROM ? this.#renderLeft(left) : nothing)}
        </span>
      </div>
    `;
  }

  protected override updated(): void {
    // By the object model and not by a style attribute, which strict policies forbid.
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  #renderName(name: string): TemplateResult {
    const label = this.texts.nicknameChange(name);
    return html`<button
      class="text-button quiet nickname"
      part="nickname"
      aria-label=${label}
      title=${label}
      @click=${this.#onRename}
    >
      <bdi>${name}</bdi>${pencilIcon}
    </button>`;
  }

  #renderLeft(left: number): TemplateResult {
    return html`<span aria-label=${this.texts.charactersLeft(left)}>${left}</span>`;
  }

  #onInput(): void {
    this.#draft = this.field.value;
    this.#error = "";
    this.requestUpdate();
  }

  #onBeforeInput(event: InputEvent): void {
    if (event.inputType === "insertLineBreak" || event.inputType === "insertParagraph")
      this.#onTyping(event, { type: "line-break" });
  }

  #onKey(event: KeyboardEvent): void {
    const { shiftKey, isComposing, keyCode } = event;
    // Windows' input methods put "Process" in place of the key, so the code counts as well.
    const isEnter = event.key === "Enter" || event.code === "Enter" || event.code === "NumpadEnter";
    this.#onTyping(
      event,
      event.type === "keyup"
        ? { type: "keyup", isEnter }
        : { type: "keydown", isEnter, shiftKey, isComposing, keyCode },
    );
  }

  #onComposition(event: CompositionEvent): void {
    const type = event.type as "compositionstart" | "compositionupdate" | "compositionend";
    this.#onTyping(event, { type, data: event.data });
  }

  #onTyping(event: Event, typing: TypingEvent): void {
    const [state, action] = onTyping(this.#typing, typing);
    this.#typing = state;
    if (action === "none") return;
    if (event.type !== "compositionend") event.preventDefault();
    if (action === "send") this.#send();
  }

  #onSendClick(): void {
    this.#send();
    this.field.focus();
  }

  #onRename(): void {
    this.dispatchEvent(new Event("rename"));
  }

  #send(): void {
    if (this.isSignedOut) this.dispatchEvent(new Event("held-back"));
    else this.send();
  }

  #onSignOut(): void {
    this.dispatchEvent(new Event("sign-out", { bubbles: true }));
  }
}
