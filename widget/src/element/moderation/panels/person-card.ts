import type { ChatError, PersonCard } from "#protocol";
import type { TemplateResult } from "lit";
import { askStaff } from "../ask-staff.ts";
import type { Staff } from "../staff.ts";
import type { Panel } from "./panel.ts";
import { mayActOn } from "../subject.ts";
import { recordRow } from "./audit-panel.ts";
import { sanctionRow } from "./people-panel.ts";

/** What staff know of one person, and what they can do. (SPEC MO10) */
export class CardPanel implements Panel {
  readonly #staff: Staff;
  readonly #userId: string;
  #card: PersonCard | undefined;
  #error: ChatError | undefined;

  constructor(staff: Staff, userId: string) {
    this.#staff = staff;
    this.#userId = userId;
  }

  refresh(): void {
    void this.#load();
  }

  render(): TemplateResult {
    const { html, texts, here } = this.#staff;
    const card = this.#card;
    if (!card)
      return html`<p class="panel-note">${this.#error ? texts.notLoaded : texts.loading}</p>`;
    const { person, role, knownSinceMs, sanction } = card;
    const { me } = here.snapshot;
    const may = mayActOn(me, { ...person, role });
    const date = new Intl.DateTimeFormat(here.locale, { dateStyle: "medium" });
    return html`<div class="card-head">
        <h3><bdi>${person.nickname}</bdi></h3>
        <p class="record-foot">
          ${texts.roles[role]}
          ${knownSinceMs === undefined ? "" : ` · ${texts.knownSince(date.format(knownSinceMs))}`}
        </p>
        <p class="record-foot card-id">${person.userId}</p>
      </div>
      ${sanction ? sanctionRow(this.#staff, sanction) : ""}
      ${
        may
          ? html`<live-chat-sanction-form
              .userId=${person.userId}
              .act=${this.#staff.act}
              .language=${here.language}
              .locale=${here.locale}
            ></live-chat-sanction-form>`
          : ""
      }
      ${may && me?.role === "owner" && role !== "guest" ? this.#appointment(card) : ""}
      ${this.#notes(card)} ${this.#messages(card)}
      <h4>${texts.past}</h4>
      ${
        card.actions.length === 0
          ? html`<p class="panel-note">${texts.nothingPast}</p>`
          : html`<ul class="panel-list">
              ${card.actions.map((record) => html`<li>${recordRow(this.#staff, record)}</li>`)}
            </ul>`
      }`;
  }

  async #load(): Promise<void> {
    const answer = await askStaff(this.#staff.here.chat, "load-person", { userId: this.#userId });
    if (answer.ok) this.#card = answer.card;
    else this.#error = answer.error;
    this.#staff.update();
  }

  #appointment({ person: { userId }, role }: PersonCard): TemplateResult {
    const { html, texts, act } = this.#staff;
    const isModerator = role === "moderator";
    return html`<button
      class="small-button"
      data-do="appoint"
      @click=${() =>
        void act({ kind: "appoint", userId, role: isModerator ? "member" : "moderator" })}
    >
      ${isModerator ? texts.dismissStaff : texts.appoint}
    </button>`;
  }

  #notes({ notes, person: { userId } }: PersonCard): TemplateResult {
    const { html, texts, act } = this.#staff;
    const add = (event: SubmitEvent): void => {
      event.preventDefault();
      const field = (event.target as HTMLFormElement).elements.namedItem(
        "note",
      ) as HTMLInputElement;
      const text = field.value.trim();
      if (!text) return;
      field.value = "";
      void act({ kind: "note", userId, text });
    };
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
      <form class="inline-form" @submit=${add}>
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

  #messages({ messages }: PersonCard): TemplateResult {
    const { html, texts, here } = this.#staff;
    const time = new Intl.DateTimeFormat(here.locale, { hour: "numeric", minute: "2-digit" });
    return html`<h4>${texts.messages}</h4>
      ${messages.length === 0 ? html`<p class="panel-note">${texts.noMessages}</p>` : ""}
      <ul class="panel-list">
        ${messages.map(
          ({ message, timestamp, removed, held }) =>
            html`<li class=${removed ? "undone" : ""}>
              <span class="text" dir="auto">${message}</span>
              <p class="record-foot">
                ${time.format(timestamp)}${removed ? ` · ${texts.removed}` : ""}${
                  held ? ` · ${texts.held}` : ""
                }
              </p>
            </li>`,
        )}
      </ul>`;
  }
}
