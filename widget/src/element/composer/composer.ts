import type { MessageEntry } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Countdown } from "../base/countdown.ts";
import { EnterListener } from "./enter-listener.ts";
import { VisualViewportController } from "./visual-viewport-controller.ts";
import type { Texts } from "../../i18n/en/en.ts";
import { errorText } from "../../i18n/error-text.ts";
import { keepDraft, keptDraft } from "./kept-drafts.ts";
import type { Chat } from "../../client/index.ts";
import { WritingAids } from "./writing-aids.ts";
import { accountMenu } from "./account-menu.ts";
import { charactersLeft } from "./characters-left.ts";
import type { Commands } from "./commands.ts";
import { announce } from "../base/announce.ts";
import { COUNT_FROM, composerHint } from "./composer-hint.ts";
import { growField } from "./grow-field.ts";
import { guestName } from "./guest-name.ts";
import { smileyIcon } from "../base/icons.ts";
import { property } from "../base/property.ts";
import { replyBar } from "./reply-bar.ts";
import { signInButton } from "./sign-in-prompt.ts";
import { sendButton } from "./send-button.ts";
import { holdText, sendHold, type SendHold } from "./send-hold.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";

/**
 * The form in which messages are written.
 *
 * Fires `rename` when a guest wants another name, `reply-end` when a reply is sent or cancelled,
 * `sign-out`, and `held-back` when somebody wants to sign in, or has to before sending.
 */
export class Composer extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  /** Handles lines that begin with a slash, once it is loaded. */
  @property() accessor commands: Commands | undefined;
  @property() accessor texts!: Texts;
  @property() accessor locale = "en";
  /** The chat's server, which also has the lazy parts. */
  @property() accessor serverUrl = "";
  /** URL of the emoji names, with `{lang}` in place of the language. */
  @property() accessor emojiUrl = "";
  /** A guest's name, which can be changed. */
  @property() accessor guestName: string | undefined;
  /** The name of a member who signed in here. */
  @property() accessor memberName: string | undefined;
  /** Whether a guest can sign in as well. */
  @property() accessor offersSignIn: boolean | undefined;
  @property() accessor isSignedOut = false;
  /** Whether the person may write now. */
  @property() accessor mayWrite = false;
  /** Why nothing can be written for now. The draft stays. */
  @property() accessor closed: string | undefined;
  /** Storage key of the draft. */
  @property() accessor place = "";
  /** Until when nothing can be sent, in ms since 1970. */
  @property() accessor heldUntilMs = 0;
  /** The message that the draft replies to. */
  @property() accessor replyingTo: MessageEntry | undefined;

  #draft = "";
  #left = charactersLeft("");
  #notice = "";
  /** Why the draft was refused before; kept until it is sent or emptied. */
  #refusal = "";
  /** The last announced hold. */
  #heldBy: SendHold["kind"] | undefined;
  /** Whether the draft is sent automatically after the wait. */
  #sendsLater = false;
  readonly #aids = new WritingAids(this);
  readonly #enter = new EnterListener(() => this.#onEnter());

  constructor() {
    super();
    new Countdown(this, () => this.heldUntilMs - Date.now());
    new VisualViewportController(this);
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.contains(relatedTarget as Node | null)) this.#aids.close();
    });
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

  /** Shows the stored draft: after a reload, in another place, or when text was added to it. */
  readDraft(): void {
    this.#draft = keptDraft(this.place);
    this.#sendsLater = false;
    this.#left = charactersLeft(this.#draft);
    if (!this.#draft) this.#refusal = "";
    this.#tell("");
  }

  /** Shows why the draft was refused, while it is being edited. The list has announced it. */
  refuse(why: string): void {
    this.#refusal = why;
    this.#notice = "";
    this.requestUpdate();
  }

  /** Sends the draft, if that is possible now; returns whether it did. */
  send(): boolean | undefined {
    if (this.#hold || !this.mayWrite) return;
    const isDone = this.commands?.run(this.#draft);
    // The command handler reports invalid commands itself.
    const sent =
      isDone === undefined
        ? this.chat?.sendMessage(this.#draft, { replyTo: this.replyingTo })
        : undefined;
    if (isDone || sent?.ok) {
      this.draft = this.field.value = "";
      this.#fire("reply-end");
    } else if (sent && sent.error.code !== "empty-message") {
      this.#tell(errorText(this.texts, sent.error.code));
    }
    return sent?.ok;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.readDraft();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("place")) return;
    this.#refusal = "";
    this.readDraft();
  }

  protected override render(): TemplateResult {
    const { texts, replyingTo } = this;
    const hold = this.#hold;
    return html`
      ${this.#aids.render()}
      ${replyingTo ? replyBar(replyingTo, texts, this.#onReplyCancel) : nothing}
      <span id="composer-about" class="visually-hidden">${this.#about}</span>
      <div class="field ${this.closed ? "closed" : ""}" part="field">
        <textarea
          part="input"
          rows="1"
          dir="auto"
          autocomplete="off"
          enterkeyhint="send"
          aria-label=${texts.placeholder}
          aria-describedby="composer-about"
          placeholder=${this.closed ? texts.mayNotWrite : texts.placeholder}
          ?readonly=${this.#isClosed}
          .value=${this.#draft}
          @input=${this.#onInput}
          @beforeinput=${this.#enter}
          @keydown=${this.#onKeydown}
          @keyup=${this.#onKeyup}
          @click=${this.#look}
          @compositionstart=${this.#enter}
          @compositionupdate=${this.#enter}
          @compositionend=${this.#onCompositionEnd}
        ></textarea>
        <button
          class="icon-button"
          part="emoji"
          aria-label=${texts.emoji}
          title=${texts.emoji}
          aria-haspopup="dialog"
          aria-expanded=${this.#aids.isPickerOpen ? "true" : "false"}
          aria-disabled=${this.#isClosed ? "true" : "false"}
          @mousedown=${keepFocus}
          @click=${this.#onEmojiClick}
        >
          ${smileyIcon}
        </button>
        ${sendButton(hold, texts, this.#onSendClick)}
      </div>
      <div class="composer-foot">
        ${
          this.guestName === undefined
            ? nothing
            : guestName(this.guestName, texts, () => this.#fire("rename"))
        }
        ${this.offersSignIn ? signInButton(texts, () => this.#fire("held-back")) : nothing}
        ${
          this.memberName === undefined
            ? nothing
            : accountMenu(this.memberName, texts, () => this.#fire("sign-out"))
        }
        ${composerHint(hold, this.#left, { notice: this.#notice, refusal: this.#refusal }, this.#sendsLater, texts)}
      </div>
    `;
  }

  protected override updated(): void {
    growField(this.field);
    this.#announceHold();
    if (!this.#sendsLater || this.#hold) return;
    // Nor later, if this is no time to write: nobody expects that any more.
    this.#sendsLater = false;
    if (this.send()) announce(this, this.texts.sentNow);
  }

  /**
   * Announces once each that the person has to wait or has written too much, and that this is over.
   */
  #announceHold(): void {
    const { texts } = this;
    const hold = this.#hold;
    const kind = hold?.kind === "empty" ? undefined : hold?.kind;
    if (kind === this.#heldBy) return;
    const wasWaiting = this.#heldBy === "wait";
    this.#heldBy = kind;
    if (hold?.kind === "wait") announce(this, holdText(hold, texts));
    else if (kind) announce(this, texts.errors["message-too-long"]);
    else if (wasWaiting && this.mayWrite && !this.#sendsLater) announce(this, texts.mayWriteAgain);
  }

  /** The field's description. It only changes with the draft. */
  get #about(): string {
    const { texts, replyingTo, closed } = this;
    return [
      closed ?? this.#refusal,
      replyingTo && `${texts.replyingTo(replyingTo.nickname)}: ${replyingTo.message.slice(0, 120)}`,
      this.#left <= COUNT_FROM && this.#left >= 0 && texts.charactersLeft(this.#left),
    ]
      .filter(Boolean)
      .join(" ");
  }

  get #isClosed(): boolean {
    return !this.mayWrite && !this.isSignedOut;
  }

  get #hold(): SendHold | undefined {
    return sendHold(this.#draft, this.#left, this.heldUntilMs - Date.now());
  }

  #onInput(event: InputEvent): void {
    this.draft = this.field.value;
    this.#aids.look(event.isComposing);
  }

  #onKeydown(event: KeyboardEvent): void {
    if (this.#aids.onKeydown(event)) return event.preventDefault();
    if (event.key === "Escape" && this.replyingTo && !event.isComposing) {
      event.preventDefault();
      this.#fire("reply-end");
    }
    this.#enter.handleEvent(event);
  }

  #onKeyup(event: KeyboardEvent): void {
    this.#enter.handleEvent(event);
    if (!event.isComposing) this.#look();
  }

  #onCompositionEnd(event: CompositionEvent): void {
    this.#look();
    this.#enter.handleEvent(event);
  }

  readonly #look = (): void => this.#aids.look(false);

  readonly #onEmojiClick = (): void => {
    if (this.#isClosed) return;
    this.#aids.togglePicker().catch(() => this.#tell(this.texts.notLoaded));
  };

  readonly #onSendClick = (): void => {
    this.#send();
    this.field.focus();
  };

  readonly #onReplyCancel = (): void => {
    this.#fire("reply-end");
    this.field.focus();
  };

  #onEnter(): void {
    if (!this.#aids.accept()) this.#send();
  }

  #send(): void {
    if (this.isSignedOut) return this.#fire("held-back");
    const { texts } = this;
    const hold = this.#hold;
    if (this.closed) announce(this, this.closed);
    else if (hold?.kind === "wait") {
      this.#sendsLater = !this.#sendsLater && !sendHold(this.#draft, this.#left, 0);
      announce(this, (this.#sendsLater ? texts.sendsIn : texts.sendIn)(hold.seconds));
      this.requestUpdate();
    } else if (hold) this.#tell(holdText(hold, texts));
    else this.send();
  }

  #tell(notice: string): void {
    this.#notice = notice;
    announce(this, notice);
    this.requestUpdate();
  }

  #fire(name: "rename" | "reply-end" | "held-back" | "sign-out"): void {
    this.dispatchEvent(new Event(name, { bubbles: name === "sign-out" }));
  }
}

/** Some browsers do not focus a clicked button, and blur the focused element. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
