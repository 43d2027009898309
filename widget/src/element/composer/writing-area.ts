import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ErrorCode, MessageEntry } from "#protocol";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat } from "../../client/index.ts";
import type { WritePermission } from "../../client/room/write-permission.ts";
import type { Commands } from "./commands.ts";
import { announce } from "../base/announce.ts";
import type { Composer } from "./composer.ts";
import { property } from "../base/property.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";
import { signInPrompt, type SignInView } from "./sign-in-prompt.ts";

type WritingState =
  | WritePermission
  | {
      readonly kind: "notice";
      readonly text: string;
      /** It ends some time: the field stays, and what is written in it. */
      readonly canEnd: boolean;
    };

const UNAVAILABLE: WritingState = { kind: "unavailable" };

/**
 * What stands below the messages: where one writes, or what has to happen first.
 *
 * Fires `named` when a guest has chosen a name, `sign-in` with what is to be sent then, and `sign-out`.
 */
export class WritingArea extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  /** What is done with lines that begin with a slash, where that is known. */
  @property() accessor commands: Commands | undefined;
  @property() accessor permission!: WritePermission;
  /** Why writing is denied, where more is known than that it is. */
  @property() accessor denialText: string | undefined;
  /** The same without seconds; undefined as long as the sentence for it is being loaded. */
  @property() accessor denialByMinute: string | undefined;
  /** The page lets nobody write here, and says so. */
  @property() accessor isReadOnly = false;
  /** The page has no place for writing. */
  @property() accessor noComposer = false;
  @property() accessor signIn!: SignInView;
  @property() accessor nicknameError: ErrorCode | undefined;
  @property() accessor texts!: Texts;
  @property() accessor locale = "en";
  /** The chat's server. */
  @property() accessor serverUrl = "";
  /** Where the emoji's names are, with `{lang}` in place of the language. */
  @property() accessor emojiUrl = "";
  /** Which of the drafts that this tab keeps is written here. */
  @property() accessor place = "";
  /** The message that is being answered; to set it leads to where one writes. */
  @property() accessor replyingTo: MessageEntry | undefined;

  #isRenaming = false;
  #focusesComposer = false;
  /** What was being written when signing in became necessary stays in sight. */
  #hasDraft = false;
  #sendsDraft = false;
  /** Signing in was pressed to send what is written, and not as a guest, who may do so anyway. */
  #meansToSend = false;
  /** Why one could not write when that was last read out; empty where one could, undefined before that was known. */
  #saidDenial: string | undefined;

  get composer(): Composer | null {
    return this.querySelector("live-chat-composer");
  }

  /** Puts back what was being written before the page was left. */
  restoreDraft(draft: string): void {
    if (draft === "") return;
    this.#meansToSend = true;
    this.putBack(draft);
  }

  /** Has something stand where one writes, in sight also of whoever has to sign in first. */
  putBack(draft: string): void {
    if (!this.composer) return;
    this.composer.draft = draft;
    this.#hasDraft = true;
    this.requestUpdate();
  }

  /** Sends what was to be sent, as soon as one may under the name one has signed in with. */
  sendDraft(): void {
    this.#sendsDraft = this.#meansToSend;
    this.#focusesComposer = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("permission");
    if (before && before.kind !== "sign-in-required" && this.permission.kind === "sign-in-required")
      this.#hasDraft = Boolean(this.composer?.draft);
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
        .isWaiting=${state.kind === "unknown"}
        .closed=${isClosed ? (this.denialByMinute ?? texts.mayNotWrite) : undefined}
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
      ${isSignedOut ? signInPrompt(state.reason, signIn, this.#hasDraft, texts, this.#onSignIn) : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { composer } = this;
    const state = this.#state;
    this.#announceDenial(state);
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
    return { kind: "notice", text: this.denialText ?? texts.mayNotWrite, canEnd: !isForGood };
  }

  /** Says that one cannot write any more, and why, and that one can again; not what was so from the start. */
  #announceDenial({ kind }: WritingState): void {
    const { permission, texts } = this;
    if (kind === "unknown" || kind === "unavailable") return;
    const isDenied = permission.kind === "denied";
    if (isDenied && this.denialByMinute === undefined) return;
    const reason = "reason" in permission ? permission.reason : "";
    const now = isDenied || kind === "sign-in-required" ? `${kind} ${reason}` : "";
    const before = this.#saidDenial;
    this.#saidDenial = now;
    if (before === undefined || before === now) return;
    if (now === "") announce(this, texts.mayWriteAgain);
    else if (isDenied) announce(this, this.denialByMinute!);
    else announce(this, reason === "token-expired" ? texts.signInAgain : texts.signInRequired);
  }

  readonly #onSignIn = (): void => {
    this.#meansToSend = this.#state.kind === "sign-in-required";
    const detail = (this.#meansToSend && this.composer?.draft) || "";
    this.dispatchEvent(new CustomEvent("sign-in", { detail }));
  };

  /** What was removed meanwhile is no longer quoted. (SPEC SM9) */
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
