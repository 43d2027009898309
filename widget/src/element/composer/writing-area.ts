import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ErrorCode, MessageEntry } from "#protocol";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat } from "../../client/index.ts";
import type { ComposerArea } from "./composer-area.ts";
import type { Composer } from "./composer.ts";
import { property } from "../base/property.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";
import { signInPrompt, type SignInView } from "./sign-in-prompt.ts";

/**
 * What stands below the messages: where one writes, or what has to happen first.
 *
 * Fires `named` when a guest has chosen a name, `sign-in` with the draft, and `sign-out`.
 */
export class WritingArea extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor area!: ComposerArea;
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

  get composer(): Composer | null {
    return this.querySelector("live-chat-composer");
  }

  /** Puts back what was being written before the page was left. */
  restoreDraft(draft: string): void {
    if (!this.composer || draft === "") return;
    this.composer.draft = draft;
    this.#hasDraft = true;
    this.requestUpdate();
  }

  /** Sends what is being written, as soon as one may under the name one has signed in with. */
  sendDraft(): void {
    this.#sendsDraft = true;
    this.#focusesComposer = true;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("area");
    if (before && before.kind !== "sign-in" && this.area.kind === "sign-in")
      this.#hasDraft = Boolean(this.composer?.draft);
    if (changed.has("place") || this.#isReplyPointless()) this.replyingTo = undefined;
    if (changed.has("replyingTo") && this.replyingTo) this.#focusesComposer = true;
  }

  protected override render(): TemplateResult {
    const { area, chat, texts, signIn } = this;
    const isWriting = area.kind === "composer";
    const guestName = isWriting && area.isGuest ? area.name : undefined;
    const isRenaming = this.#isRenaming && guestName !== undefined;
    const isSignedOut = area.kind === "sign-in";
    const showsComposer =
      area.kind === "waiting" || (isWriting && !isRenaming) || (isSignedOut && this.#hasDraft);
    return html`<div class="composer ${area.kind}-area" part="composer">
      <live-chat-composer
        ?hidden=${!showsComposer}
        .chat=${chat}
        .texts=${texts}
        .locale=${this.locale}
        .serverUrl=${this.serverUrl}
        .emojiUrl=${this.emojiUrl}
        .place=${this.place}
        .heldUntilMs=${(isWriting && area.heldUntilMs) || 0}
        .guestName=${guestName}
        .memberName=${isWriting && signIn.canSignOut ? area.name : undefined}
        .isWaiting=${area.kind === "waiting"}
        .isSignedOut=${isSignedOut}
        .replyingTo=${this.replyingTo}
        @reply-end=${() => (this.replyingTo = undefined)}
        @rename=${() => this.#rename(true)}
        @held-back=${this.#onSignIn}
      ></live-chat-composer>
      ${
        area.kind === "nickname" || isRenaming
          ? html`<live-chat-nickname
              .chat=${chat}
              .texts=${texts}
              .current=${guestName}
              .refusal=${this.nicknameError}
              .offersSignIn=${signIn.isOffered === true}
              @named=${() => this.#rename(false)}
              @cancel=${() => this.#rename(false)}
              @sign-in=${this.#onSignIn}
            ></live-chat-nickname>`
          : nothing
      }
      ${isSignedOut ? signInPrompt(area.reason, signIn, this.#hasDraft, texts, this.#onSignIn) : nothing}
      ${area.kind === "notice" ? html`<p class="composer-notice">${area.text}</p>` : nothing}
    </div>`;
  }

  protected override updated(): void {
    const { area, composer } = this;
    if (!composer || area.kind !== "composer") return;
    if (this.#sendsDraft && !area.isGuest) {
      this.#sendsDraft = false;
      composer.send();
    }
    if (this.#focusesComposer && !composer.hidden) {
      this.#focusesComposer = false;
      composer.field.focus({ preventScroll: true });
    }
  }

  readonly #onSignIn = (): void => {
    const detail = this.composer?.draft ?? "";
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
