import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Countdown } from "../controllers/countdown.ts";
import { AT_REST, onTyping, type TypingEvent } from "../controllers/enter-key.ts";
import type { Texts } from "../i18n/en.ts";
import { errorText } from "../i18n/error-text.ts";
import { keepDraft, keptDraft } from "../kept-drafts.ts";
import type { Chat } from "../store/index.ts";
import { accountMenu } from "./account-menu.ts";
import { charactersLeft } from "./characters-left.ts";
import { growField } from "./grow-field.ts";
import { pencilIcon } from "./icons.ts";
import { property } from "./property.ts";
import { sendButton } from "./send-button.ts";
import { holdText, sendHold, type SendHold } from "./send-hold.ts";
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

  /** Which of the drafts that this tab keeps is written here. */
  @property() accessor place = "";
  /** Until when nothing more can be sent, in ms since 1970. */
  @property() accessor heldUntilMs = 0;

  #draft = "";
  #left = charactersLeft("");
  #notice = "";
  #typing = AT_REST;

  constructor() {
    super();
    new Countdown(this, () => this.heldUntilMs - Date.now());
  }

  get field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  get draft(): string {
    return this.#draft;
  }

  set draft(text: string) {
    keepDraft(this.place, text);
    this.readDraft();
  }

  /** Shows what the tab has kept: after a reload, in another place, or when more was put there. */
  readDraft(): void {
    this.#draft = keptDraft(this.place);
    this.#left = charactersLeft(this.#draft);
    this.#tell("");
  }

  send(): void {
    const hold = this.#hold;
    if (hold) return this.#tell(hold.kind === "empty" ? "" : holdText(hold, this.texts));
    const sent = this.chat?.sendMessage(this.#draft);
    if (!sent) return;
    if (sent.ok) this.draft = this.field.value = "";
    else if (sent.error.code !== "empty-message")
      this.#tell(errorText(this.texts, sent.error.code));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.readDraft();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("place")) this.readDraft();
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    return html`
      <div class="field" part="field">
        <textarea
          part="input"
          rows="1"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-label=${texts.placeholder}
          aria-describedby="composer-hint"
          placeholder=${texts.placeholder}
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
        ${sendButton(this.#hold, texts, this.#onSendClick)}
      </div>
      <div class="composer-foot">
        ${this.guestName === undefined ? nothing : this.#renderName(this.guestName)}
        ${
          this.memberName === undefined
            ? nothing
            : accountMenu(this.memberName, texts, () => this.#onSignOut())
        }
        ${this.#renderHint()}
      </div>
    `;
  }

  protected override updated(): void {
    growField(this.field);
  }

  get #hold(): SendHold | undefined {
    return sendHold(this.#draft, this.#left, this.heldUntilMs - Date.now());
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

  /** What is seen counts along; what is read out says it once. */
  #renderHint(): TemplateResult {
    const { texts } = this;
    const hold = this.#draft.trim() === "" ? undefined : this.#hold;
    const left = this.#left;
    const count = left <= COUNT_FROM ? texts.charactersLeft(left) : "";
    const aloud = hold && texts.errors[hold.kind === "wait" ? "rate-limited" : "message-too-long"];
    return html`<span id="composer-hint" class="hint ${left < 0 ? "over" : ""}"
        >${
          hold
            ? holdText(hold, texts)
            : this.#notice || (count && html`<span aria-label=${count}>${left}</span>`)
        }</span
      ><span class="visually-hidden" role="status">${aloud ?? this.#notice}</span>`;
  }

  #onInput(): void {
    this.draft = this.field.value;
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

  readonly #onSendClick = (): void => {
    if (this.#hold?.kind === "empty") this.#tell(this.texts.writeFirst);
    else this.#send();
    this.field.focus();
  };

  #onRename(): void {
    this.dispatchEvent(new Event("rename"));
  }

  #send(): void {
    if (this.isSignedOut) this.dispatchEvent(new Event("held-back"));
    else this.send();
  }

  #tell(notice: string): void {
    this.#notice = notice;
    this.requestUpdate();
  }

  #onSignOut(): void {
    this.dispatchEvent(new Event("sign-out", { bubbles: true }));
  }
}
