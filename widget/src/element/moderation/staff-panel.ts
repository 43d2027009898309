import type { Pin, RoomMode } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { icon } from "../base/icon.ts";
import { CoverChat } from "../base/cover-chat.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { LazyModule } from "../lazy-module.ts";
import { ActingElement } from "./acting-element.ts";
import type { StaffChat } from "./ask-staff.ts";
import "./panels/audit-log.ts";
import "./panels/sanctions-list.ts";
import "./panels/person-card.ts";
import "./panels/review-queue.ts";
import "./panels/room-panel.ts";
import { STAFF_ICONS } from "./staff-icons.ts";

const TABS = ["queue", "room", "people", "audit", "filters"] as const;
type Tab = (typeof TABS)[number];

/**
 * Shows the staff panels, one at a time, and a person's card over them. Takes the focus.
 *
 * Fires `close`, and `back` to close the card; its panels fire `open-menu`, `open-card` and
 * `found`.
 */
class StaffPanelElement extends ActingElement {
  @property() accessor chat: StaffChat | undefined;
  @property() accessor mode: RoomMode = {};
  @property() accessor pinned: Pin | undefined;
  /** Number of items that wait for review. */
  @property() accessor waiting = 0;
  /**
   * A change of this value reads the shown data again: an action was performed, here or elsewhere.
   * (SPEC MO11)
   */
  @property() accessor revision: unknown;
  /** The id of the person whose card is shown. */
  @property() accessor cardOf: string | undefined;

  /** Content below the panels. */
  @property() accessor foot: TemplateResult | undefined;

  readonly #filters = new LazyModule(this, () => import("./filters/filters.ts"));
  #tab: Tab = "queue";
  /** Revision of each panel. Panels that were shown keep their content. */
  #revisions: Partial<Record<Tab, number>> = {};

  constructor() {
    super();
    new CoverChat(this, () => this.tell("close"), { isWhole: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isBack = changed.has("cardOf") && this.cardOf === undefined;
    if (!this.hasUpdated || isBack || changed.has("revision")) this.#readAnew();
  }

  protected override render(): TemplateResult {
    const { staffTexts: texts, cardOf } = this;
    return html`<section
      class="staff-panel"
      part="staff-panel"
      role="dialog"
      aria-label=${texts.staff}
      @keydown=${this.#onKeydown}
    >
      <h2 class="visually-hidden">${texts.staff}</h2>
      <header>
        ${cardOf === undefined ? this.#renderTabs() : this.#renderBack()}
        <button
          class="icon-button"
          data-do="close"
          aria-label=${texts.close}
          title=${texts.close}
          @click=${() => this.tell("close")}
        >
          ${icon(STAFF_ICONS.close)}
        </button>
      </header>
      <div
        class="panel-body"
        id="staff-panel"
        role=${cardOf === undefined ? "tabpanel" : "group"}
        aria-labelledby=${cardOf === undefined ? `staff-tab-${this.#tab}` : "staff-card"}
        tabindex="-1"
      >
        ${TABS.map((tab) =>
          tab in this.#revisions
            ? html`<div ?hidden=${cardOf !== undefined || tab !== this.#tab}>
                ${this.#renderPanel(tab)}
              </div>`
            : nothing,
        )}
        ${cardOf === undefined ? nothing : this.#renderCard(cardOf)}
      </div>
      ${this.foot}
    </section>`;
  }

  protected override firstUpdated(): void {
    this.#takeFocus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("cardOf")) this.#takeFocus();
  }

  #takeFocus(): void {
    const place = this.cardOf === undefined ? ".tab[aria-selected=true]" : ".panel-body";
    this.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
  }

  #renderTabs(): TemplateResult {
    const { staffTexts: texts, waiting } = this;
    return html`<div class="tabs" role="tablist" aria-label=${texts.staff}>
      ${TABS.map(
        (tab) =>
          html`<button
            class="tab"
            role="tab"
            id="staff-tab-${tab}"
            data-tab=${tab}
            aria-selected=${tab === this.#tab ? "true" : "false"}
            aria-controls="staff-panel"
            tabindex=${tab === this.#tab ? 0 : -1}
            @click=${() => this.#show(tab)}
          >
            ${texts.tabs[tab]}${tab === "queue" && waiting > 0 ? html` <b class="count">${waiting}</b>` : nothing}
          </button>`,
      )}
    </div>`;
  }

  #renderBack(): TemplateResult {
    return html`<button class="text-button back" @click=${() => this.tell("back")}>
      ${icon(STAFF_ICONS.back)}${this.staffTexts.back}
    </button>`;
  }

  #renderPanel(tab: Tab): TemplateResult {
    const { chat, act, me, language, locale } = this;
    const revision = this.#revisions[tab];
    switch (tab) {
      case "queue":
        return html`<live-chat-review-queue
          .chat=${chat}
          .act=${act}
          .revision=${revision}
          .language=${language}
        ></live-chat-review-queue>`;
      case "room":
        return html`<live-chat-room-panel
          .chat=${chat}
          .mode=${this.mode}
          .pinned=${this.pinned}
          .me=${me}
          .act=${act}
          .language=${language}
          .locale=${locale}
        ></live-chat-room-panel>`;
      case "people":
        return html`<live-chat-people
          .chat=${chat}
          .act=${act}
          .me=${me}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-people>`;
      case "audit":
        return html`<live-chat-history
          .chat=${chat}
          .act=${act}
          .me=${me}
          .revision=${revision}
          .language=${language}
          .locale=${locale}
        ></live-chat-history>`;
      case "filters":
        return this.#renderFilters(revision);
    }
  }

  /** Their file is loaded when they are first opened. */
  #renderFilters(revision: number | undefined): TemplateResult {
    const { notLoaded, retry, loading } = this.staffTexts;
    if (this.#filters.part)
      return html`<live-chat-filters
        .chat=${this.chat}
        .act=${this.act}
        .me=${this.me}
        .revision=${revision}
        .language=${this.language}
        .locale=${this.locale}
      ></live-chat-filters>`;
    return html`<p class="panel-note" role="status">
      ${
        this.#filters.hasFailed
          ? html`${notLoaded}
              <button class="text-button" @click=${this.#loadFilters}>${retry}</button>`
          : loading
      }
    </p>`;
  }

  #renderCard(userId: string): TemplateResult {
    return html`<live-chat-person-card
      .userId=${userId}
      .chat=${this.chat}
      .act=${this.act}
      .me=${this.me}
      .revision=${this.revision}
      .language=${this.language}
      .locale=${this.locale}
    ></live-chat-person-card>`;
  }

  #show(tab: Tab): void {
    this.#tab = tab;
    this.#readAnew();
    if (tab === "filters") this.#filters.want();
    this.requestUpdate();
  }

  #readAnew(): void {
    if (this.cardOf === undefined)
      this.#revisions = { ...this.#revisions, [this.#tab]: (this.#revisions[this.#tab] ?? 0) + 1 };
  }

  readonly #loadFilters = (): void => void this.#filters.get().catch(() => undefined);

  readonly #onKeydown = async (event: KeyboardEvent): Promise<void> => {
    const { role } = event.target as HTMLElement;
    if (role !== "tab") return;
    const at = TABS.indexOf(this.#tab);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#show(TABS.at(next % TABS.length)!);
    await this.updateComplete;
    this.#takeFocus();
  };
}

defineOnce("live-chat-staff-panel", StaffPanelElement);
