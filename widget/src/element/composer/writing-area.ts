import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ErrorCode, MessageEntry } from "#protocol";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat } from "../../client/index.ts";
import type { WritePermission } from "../../client/room/write-permission.ts";
import type { Commands } from "./commands.ts";
import { announce } from "../base/announce.ts";
import type { DenialTexts } from "../room/room-texts/denial-texts.ts";
import type { Composer } from "./composer.ts";
import { property } from "../base/property.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";
import { signInPrompt, type SignInView } from "./sign-in-prompt.ts";

type WritingState =
  | WritePermission
  | {
      readonly kind: "notice";
      readonly text: string;
      /** Temporary: the field and the draft stay. */
      readonly canEnd: boolean;
    };

const UNAVAILABLE: WritingState = { kind: "unavailable" };

/**
 * The area below the messages: the composer, or what is required before writing.
 *
 * Fires `named` when a guest has chosen a name, `sign-in` with the draft to send afterwards, and
 * `sign-out`.
 */
export class WritingArea extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  /** Handles lines that begin with a slash, once it is loaded. */
  @property() accessor commands: Commands | undefined;
  @property() accessor permission!: WritePermission;
  /** Why writing is denied, or a token was refused; undefined until that is loaded. */
  @property() accessor denial: DenialTexts | undefined = {};
  /** The page allows nobody to write here, and the area says so. */
  @property() accessor isReadOnly = false;
  /** The page has no writing area. */
  @property() accessor noComposer = false;
  @property() accessor signIn!: SignInView;
  /** A button to go on without a token that was refused, where that works. (SPEC ID14) */
  @property() accessor asGuest: TemplateResult | undefined;
  @property() accessor nicknameError: ErrorCode | undefined;
  @property() accessor texts!: Texts;
  @property() accessor locale = "en";
  /** The chat's server. */
  @property() accessor serverUrl = "";
  /** URL of the emoji names, with `{lang}` in place of the language. */
  @property() accessor emojiUrl = "";
  /** Storage key of the draft. */
  @property() accessor place = "";
  /** The message that the draft replies to; setting it focuses the field. */
  @property() accessor replyingTo: MessageEntry | undefined;

  #isRenaming = false;
  #focusesComposer = false;
  /** The draft that made signing in necessary stays visible. */
  #hasDraft = false;
  #sendsDraft = false;
  /** Signing in is to send the draft, and is not a guest's choice. */
  #meansToSend = false;
  /**
   * The last announced reason against writing; empty if writing was possible, undefined at first.
   */
  #saidDenial: string | undefined;

  get composer(): Composer | null {
    return this.querySelector("live-chat-composer");
  }

  /** Restores the draft from before the page was left. */
  restoreDraft(draft: string): void {
    if (draft === "") return;
    this.#meansToSend = true;
    this.putBack(draft);
  }

  /** Puts a text into the field, even if the person has to sign in first. */
  putBack(draft: string): void {
    if (!this.composer) return;
    this.composer.draft = draft;
    this.#hasDraft = true;
    this.requestUpdate();
  }

  /** Sends the draft that was to be sent, once the signed-in person may write. */
  sendDraft(): void {
    this.#sendsDraft = this.#meansToSend;
    this.#focusesComposer = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("permission");
    if (before && before.kind !== "sign-in-required" && this.permission.kind === "sign-in-required")
      this.#hasDraft = Boolean(this.composer?.draft);
    // The server has not taken the name: it is asked for again, with the reason. (WCAG 3.3.1)
    if (changed.has("nicknameError") && this.nicknameError) this.#isRenaming = true;
    if (this.#isReplyPointless()) announce(this, this.texts.replyGone);
    if (changed.has("place") || this.#isReplyPointless()) this.replyingTo = undefined;
    if (changed.has("replyingTo") && this.replyingTo) this.#focusesComposer = true;
  }

  protected override render(): TemplateResult {
    const { chat, texts, signIn } = this;
    const state = this.#state;
    const isWriting = state.kind === "granted";
    const guestName = isWriting && state.isGuest ? state.name : undefined;
    const isRenaming = this.#isRenaming && guestName !== undefined;
    const isSignedOut = state.kind === "sign-in-required";
    const isClosed = state.kind === "notice" && state.canEnd;
    const showsComposer =
      state.kind === "unknown" ||
      isClosed ||
      (isWriting && !isRenaming) ||
      (isSignedOut && this.#hasDraft);
    return html`<div class="composer ${state.kind}-area" part="composer">
      ${state.kind === "notice" ? html`<p class="composer-notice" .textContent=${state.text}></p>` : nothing}
      <live-chat-composer
        ?hidden=${!showsComposer}
        .chat=${chat}
        .commands=${this.commands}
        .texts=${texts}
        .locale=${this.locale}
        .serverUrl=${this.serverUrl}
        .emojiUrl=${this.emojiUrl}
        .place=${this.place}
        .heldUntilMs=${(isWriting && state.heldUntilMs) || 0}
        .guestName=${guestName}
        .memberName=${isWriting && signIn.canSignOut ? state.name : undefined}
        .offersSignIn=${guestName !== undefined && signIn.isOffered}
        .mayWrite=${isWriting}
        .closed=${isClosed ? (this.denial?.byMinute ?? texts.mayNotWrite) : undefined}
        .isSignedOut=${isSignedOut}
        .replyingTo=${this.replyingTo}
        @reply-end=${() => (this.replyingTo = undefined)}
        @rename=${() => this.#rename(true)}
        @held-back=${this.#onSignIn}
      ></live-chat-composer>
      ${
        state.kind === "nickname-required" || isRenaming
          ? html`<live-chat-nickname
              .chat=${chat}
              .texts=${texts}
              .current=${guestName}
              .refusal=${this.nicknameError}
              .signIn=${signIn}
              @named=${() => this.#rename(false)}
              @cancel=${() => this.#rename(false)}
              @sign-in=${this.#onSignIn}
            ></live-chat-nickname>`
          : nothing
      }
      ${isSignedOut ? signInPrompt(signIn, this.denial?.text, this.asGuest, this.#hasDraft, texts, this.#onSignIn) : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { composer } = this;
    const state = this.#state;
    this.#announceDenial(state);
    // Who may not write now does not expect it later any more.
    if (state.kind === "notice") this.#sendsDraft = false;
    if (!composer || state.kind !== "granted") return;
    if (this.#sendsDraft && !state.isGuest) {
      this.#sendsDraft = false;
      composer.send();
    }
    if (this.#focusesComposer && !composer.hidden) {
      this.#focusesComposer = false;
      composer.field.focus({ preventScroll: true });
    }
  }

  /** The page may allow less than the server. */
  get #state(): WritingState {
    const { permission, texts } = this;
    if (this.noComposer) return UNAVAILABLE;
    if (this.isReadOnly) return { kind: "notice", text: texts.readOnly, canEnd: false };
    if (permission.kind !== "denied") return permission;
    const { reason, leftMs } = permission;
    const isForGood = reason === "stream-ended" || (reason === "banned" && leftMs === undefined);
    return { kind: "notice", text: this.denial?.text ?? texts.mayNotWrite, canEnd: !isForGood };
  }

  /**
   * Announces that writing became impossible, and why, or possible again; not the initial state.
   */
  #announceDenial({ kind }: WritingState): void {
    const { permission, texts } = this;
    if (kind === "unknown" || kind === "unavailable") return;
    if (!this.denial) return;
    const isDenied = permission.kind === "denied";
    const reason = "reason" in permission ? permission.reason : "";
    const now = isDenied || kind === "sign-in-required" ? `${kind} ${reason}` : "";
    const before = this.#saidDenial;
    this.#saidDenial = now;
    if (before === undefined || before === now) return;
    if (now === "") announce(this, texts.mayWriteAgain);
    else announce(this, this.denial.byMinute ?? texts[isDenied ? "mayNotWrite" : "signInRequired"]);
  }

  readonly #onSignIn = (): void => {
    this.#meansToSend = this.#state.kind === "sign-in-required";
    const detail = (this.#meansToSend && this.composer?.draft) || "";
    this.dispatchEvent(new CustomEvent("sign-in", { detail }));
  };

  /** A reply to a message that was removed meanwhile has no quote. (SPEC SM9) */
  #isReplyPointless(): boolean {
    const id = this.replyingTo?.id;
    const rows = id === undefined ? [] : (this.chat?.getSnapshot().rows ?? []);
    return rows.some((row) => row.kind === "removed" && row.id === id);
  }

  #rename(isRenaming: boolean): void {
    this.#isRenaming = isRenaming;
    this.#focusesComposer = !isRenaming;
    this.requestUpdate();
  }
}
