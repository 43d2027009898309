import type { Invitation } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { announce } from "../../base/announce.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { FetchingElement } from "../panels/fetching-element.ts";
import { askInvitations } from "./ask-invitations.ts";

/**
 * Lets an owner create one-time links for moderators of a stream or of its channel, and revoke
 * unused ones. (SPEC OL7)
 */
export class InvitationsElement extends FetchingElement {
  /** The channel that the links are to; without it, they are to the stream. */
  @property() accessor channelId: string | undefined;
  /** What a link makes of a person. */
  @property() accessor hint = "";
  #invitations: readonly Invitation[] = [];
  /** The link that was just created: it is shown only once. */
  #url = "";
  #isCopied = false;
  #hasFailed = false;

  protected override render(): TemplateResult {
    const { staffTexts: texts } = this;
    const { invite, everywhere } = texts;
    // Both may be on one page.
    const label = this.channelId === undefined ? invite : `${invite} · ${everywhere()}`;
    return html`<section class="pin-form" aria-label=${label}>
      <h4 aria-level="3">${texts.invite}</h4>
      <p class="record-foot">${this.hint || texts.inviteHint}</p>
      <button class="small-button" data-do="invite" @click=${this.#invite}>
        ${texts.inviteMake}
      </button>
      <div>
        ${this.#url ? this.#renderLink() : nothing}
        ${this.#hasFailed ? html`<p class="panel-note">${texts.notDone}</p>` : nothing}
      </div>
      ${
        this.#invitations.length === 0
          ? nothing
          : html`<ul class="panel-list">
              ${this.#invitations.map((invitation) => this.#renderOpen(invitation))}
            </ul>`
      }
    </section>`;
  }

  protected override async read(): Promise<void> {
    const answer = await this.order.of(askInvitations(this.chat, "GET", this.#of));
    if (answer?.ok) this.#invitations = answer.invitations;
    this.requestUpdate();
  }

  get #of(): { channelId?: string } {
    return this.channelId === undefined ? {} : { channelId: this.channelId };
  }

  #renderLink(): TemplateResult {
    const { staffTexts: texts } = this;
    return html`<div class="inline-form">
      <input
        class="line-input"
        name="invitation"
        readonly
        aria-label=${texts.inviteLink}
        .value=${this.#url}
        @focus=${({ target }: Event) => (target as HTMLInputElement).select()}
      /><button class="small-button" data-do="copy" @click=${this.#copy}>
        ${this.#isCopied ? texts.copied : texts.copy}
      </button>
    </div>`;
  }

  #renderOpen({ id, expiresAtMs }: Invitation): TemplateResult {
    const { staffTexts: texts } = this;
    const when = new Intl.DateTimeFormat(this.locale, { dateStyle: "short", timeStyle: "short" });
    const open = texts.inviteOpen(when.format(expiresAtMs));
    return html`<li class="record">
      <span class="record-text">${open}</span>
      <button
        class="text-button"
        data-do="revoke"
        aria-label="${texts.revoke}: ${open}"
        @click=${() => this.#revoke(id)}
      >
        ${texts.revoke}
      </button>
    </li>`;
  }

  readonly #invite = async (): Promise<void> => {
    const answer = await askInvitations(this.chat, "POST", this.#of);
    this.#url = answer.ok ? answer.url : "";
    this.#isCopied = false;
    this.#hasFailed = !answer.ok;
    const { inviteLink, notDone } = this.staffTexts;
    announce(this, answer.ok ? inviteLink : notDone);
    await this.read();
  };

  async #revoke(id: string): Promise<void> {
    this.#hasFailed = !(await askInvitations(this.chat, "DELETE", { id, ...this.#of })).ok;
    // Its URL does not show which link was revoked.
    this.#url = "";
    await this.read();
  }

  /** If copying is forbidden, the URL is selected instead. */
  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(this.#url);
      this.#isCopied = true;
      this.requestUpdate();
    } catch {
      this.querySelector<HTMLInputElement>("[name=invitation]")?.focus();
    }
  };
}

defineOnce("live-chat-invitations", InvitationsElement);
