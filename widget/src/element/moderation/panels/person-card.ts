import type { ActionScope, ChatError, PersonCard } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { channelName, isOwnerOf } from "../action-scope.ts";
import { askStaff } from "../ask-staff.ts";
import "../sanction-form.ts";
import { mayActOn } from "../subject.ts";
import { FetchingElement } from "./fetching-element.ts";
import { recordRow } from "./record-row.ts";
import { sanctionRow } from "./sanction-row.ts";

/** Shows a person's card, with actions. (SPEC MO10) */
class PersonCardElement extends FetchingElement {
  @property() accessor userId = "";
  #card: PersonCard | undefined;
  #error: ChatError | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("userId")) {
      this.#card = this.#error = undefined;
      this.order.restart();
    }
    super.willUpdate(changed);
  }

  protected override isStale(changed: PropertyValues<this>): boolean {
    return super.isStale(changed) || changed.has("userId");
  }

  protected override render(): TemplateResult {
    const { staffTexts: texts, me } = this;
    const card = this.#card;
    if (!card)
      return html`<p class="panel-note" id="staff-card" role="status">
        ${this.#error ? texts.notLoaded : texts.loading}
      </p>`;
    const { person, role, knownSinceMs, sanction, channelSanction, actions } = card;
    const may = mayActOn(me, { ...person, role });
    const date = new Intl.DateTimeFormat(this.locale, { dateStyle: "medium" });
    return html`<div class="card-head">
        <h3 id="staff-card"><bdi>${person.nickname}</bdi></h3>
        <p class="record-foot">
          ${texts.roles[role]}
          ${knownSinceMs === undefined ? nothing : ` · ${texts.knownSince(date.format(knownSinceMs))}`}
        </p>
        <p class="record-foot card-id">${person.userId}</p>
      </div>
      ${channelSanction ? sanctionRow(channelSanction, this.rowTools) : nothing}
      ${sanction ? sanctionRow(sanction, this.rowTools) : nothing}
      ${
        may
          ? html`<live-chat-sanction-form
              .userId=${person.userId}
              .me=${me}
              .act=${this.act}
              .language=${this.language}
              .locale=${this.locale}
            ></live-chat-sanction-form>`
          : nothing
      }
      ${may && role !== "guest" ? this.#renderAppointments(card) : nothing}
      ${this.#renderNotes(card)} ${this.#renderMessages(card)}
      <h4>${texts.past}</h4>
      ${
        actions.length === 0
          ? html`<p class="panel-note">${texts.nothingPast}</p>`
          : html`<ul class="panel-list">
              ${actions.map((record) => html`<li>${recordRow(record, this.rowTools)}</li>`)}
            </ul>`
      }`;
  }

  protected override async read(): Promise<void> {
    const answer = await this.order.of(askStaff(this.chat, "load-person", { userId: this.userId }));
    if (!answer) return;
    if (answer.ok) this.#card = answer.card;
    else this.#error = answer.error;
    this.requestUpdate();
  }

  /** Where a person can be made a moderator, or is one: in this show, in all. (SPEC MO1, CH2) */
  #renderAppointments(card: PersonCard): TemplateResult | typeof nothing {
    const { me } = this;
    const scopes = (["channel", "stream"] as const).filter((scope) => isOwnerOf(me, scope));
    if (scopes.length === 0) return nothing;
    // Servers without channels do not say where.
    const appointed = card.appointedIn ?? (card.role === "moderator" ? ["stream"] : []);
    return html`<div class="appointments">
      ${scopes.map((scope) => {
        const isModerator = appointed.includes(scope);
        // A moderator by a token, or of all shows, need not be made one of this.
        return isModerator || scope === "channel" || card.role !== "moderator"
          ? this.#renderAppointment(card.person.userId, scope, isModerator)
          : nothing;
      })}
    </div>`;
  }

  #renderAppointment(userId: string, scope: ActionScope, isModerator: boolean): TemplateResult {
    const { appoint, dismissStaff, everywhere, here } = this.staffTexts;
    const channel = this.me?.channel;
    const role = isModerator ? "member" : "moderator";
    const label = isModerator ? dismissStaff : appoint;
    return html`<button
      class="small-button"
      data-do="appoint"
      data-scope=${scope}
      @click=${() => void this.act({ kind: "appoint", userId, role }, scope)}
    >
      ${label}${channel ? html` · ${scope === "channel" ? everywhere(channelName(channel)) : here}` : nothing}
    </button>`;
  }

  #renderNotes({ notes }: PersonCard): TemplateResult {
    const { staffTexts: texts } = this;
    return html`<h4>${texts.notes}</h4>
      <ul class="panel-list">
        ${notes.map(
          ({ by, text }) =>
            html`<li>
              <span dir="auto">${text}</span>
              <p class="record-foot"><bdi>${by}</bdi></p>
            </li>`,
        )}
      </ul>
      <form class="inline-form" @submit=${this.#onNote}>
        <input
          class="line-input"
          name="note"
          maxlength="500"
          autocomplete="off"
          aria-label=${texts.notes}
          placeholder=${texts.noteHint}
        /><button class="small-button">${texts.save}</button>
      </form>`;
  }

  #renderMessages({ messages }: PersonCard): TemplateResult {
    const { staffTexts: texts } = this;
    const time = new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit" });
    return html`<h4>${texts.messages}</h4>
      ${messages.length === 0 ? html`<p class="panel-note">${texts.noMessages}</p>` : nothing}
      <ul class="panel-list">
        ${messages.map(
          ({ message, timestamp, removed, held }) =>
            html`<li class=${removed ? "undone" : ""}>
              <span class="text" dir="auto">${message}</span>
              <p class="record-foot">
                ${time.format(timestamp)}${removed ? ` · ${texts.removed}` : nothing}${
                  held ? ` · ${texts.held}` : nothing
                }
              </p>
            </li>`,
        )}
      </ul>`;
  }

  readonly #onNote = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("note") as HTMLInputElement;
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    void this.act({ kind: "note", userId: this.userId, text });
  };
}

defineOnce("live-chat-person-card", PersonCardElement);
