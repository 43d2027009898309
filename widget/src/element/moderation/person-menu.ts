import type { ModerationAction } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../base/icon.ts";
import { CoverChat } from "../base/cover-chat.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { ActingElement } from "./acting-element.ts";
import "./sanction-form.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { mayActOn, type Subject } from "./subject.ts";

/**
 * Shows the actions on a message and its author, in a box over the messages. Takes the focus.
 *
 * Fires `open-card` with the person's id, and `close`.
 */
class PersonMenuElement extends ActingElement {
  @property() accessor subject!: Subject;

  constructor() {
    super();
    new CoverChat(this, () => this.#close());
  }

  protected override render(): TemplateResult {
    const { staffTexts: texts, subject } = this;
    const { person, role, message } = subject;
    const may = mayActOn(this.me, { ...person, role });
    return html`<div
      class="sheet staff-menu"
      part="staff-menu"
      role="dialog"
      aria-label=${person.nickname}
      aria-modal="true"
    >
      <header>
        <h3 aria-level="2"><bdi>${person.nickname}</bdi> <small>${texts.roles[role]}</small></h3>
        <button class="icon-button close" aria-label=${texts.close} @click=${this.#close}>
          ${icon(STAFF_ICONS.close)}
        </button>
      </header>
      ${message ? html`<p class="sheet-quote" dir="auto">${message.text}</p>` : nothing}
      <div class="choice-row">
        ${message && may ? this.#renderChoice("remove", { kind: "remove", messageId: message.id }) : nothing}
        ${message ? this.#renderChoice("pin", { kind: "pin", messageId: message.id }) : nothing}
        <button class="choice" @click=${() => this.openCard(person.userId)}>
          ${icon(STAFF_ICONS.person)}${texts.more}
        </button>
      </div>
      ${
        may
          ? html`<live-chat-sanction-form
              .userId=${person.userId}
              .me=${this.me}
              .act=${this.act}
              .language=${this.language}
              .locale=${this.locale}
              @done=${this.#close}
            ></live-chat-sanction-form>`
          : nothing
      }
    </div>`;
  }

  protected override firstUpdated(): void {
    this.querySelector("button")?.focus({ preventScroll: true });
  }

  #renderChoice(kind: "remove" | "pin", action: ModerationAction): TemplateResult {
    return html`<button
      class="choice"
      data-do=${kind}
      @click=${() => {
        void this.act(action);
        this.#close();
      }}
    >
      ${icon(STAFF_ICONS[kind])}${this.staffTexts[kind]}
    </button>`;
  }

  readonly #close = (): void => this.tell("close");
}

defineOnce("live-chat-person-menu", PersonMenuElement);
