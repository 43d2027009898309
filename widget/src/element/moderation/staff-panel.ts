import type { Pin, RoomMode } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { icon } from "../base/icon.ts";
import { CoverChat } from "../base/cover-chat.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import { ActingElement } from "./acting-element.ts";
import type { StaffChat } from "./ask-staff.ts";
import { panelsOf, StaffPanels, type PanelName, type PanelTools } from "./panels/staff-panels.ts";
import { tabList } from "./panels/tab-list.ts";
import { STAFF_ICONS } from "./staff-icons.ts";

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
  /** The newest line of the channel's audit log. (SPEC CH7) */
  @property() accessor lastChannelActionId: string | undefined;
  /** The id of the person whose card is shown. */
  @property() accessor cardOf: string | undefined;

  /** Content below the panels. */
  @property() accessor foot: TemplateResult | undefined;

  readonly #panels = new StaffPanels(this);
  #tab: PanelName = "queue";
  /** Revision of each panel. Panels that were shown keep their content. */
  #revisions: Partial<Record<PanelName, number>> = {};

  constructor() {
    super();
    new CoverChat(this, () => this.tell("close"), { isWhole: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The viewer may be staff of the channel no longer.
    if (!panelsOf(this.me).includes(this.#tab)) this.#tab = "queue";
    const isBack = changed.has("cardOf") && this.cardOf === undefined;
    if (!this.hasUpdated || isBack || changed.has("revision")) this.#readAnew();
  }

  protected override render(): TemplateResult {
    const { staffTexts: texts, cardOf } = this;
    const tools = this.#tools;
    return html`<section
      class="staff-panel"
      part="staff-panel"
      role="dialog"
      aria-label=${texts.staff}
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
        ${panelsOf(this.me).map((tab) =>
          tab in this.#revisions
            ? html`<div ?hidden=${cardOf !== undefined || tab !== this.#tab}>
                ${this.#panels.render(tab, { ...tools, revision: this.#revisions[tab] })}
              </div>`
            : nothing,
        )}
        ${cardOf === undefined ? nothing : this.#panels.renderCard(cardOf, tools)}
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
    return tabList({
      names: panelsOf(this.me),
      shown: this.#tab,
      label: texts.staff,
      labels: texts.tabs,
      waiting,
      tabId: (tab) => `staff-tab-${tab}`,
      panelId: () => "staff-panel",
      show: (tab) => this.#show(tab),
      goTo: (tab) => void this.#goTo(tab),
    });
  }

  #renderBack(): TemplateResult {
    return html`<button class="text-button back" @click=${() => this.tell("back")}>
      ${icon(STAFF_ICONS.back)}${this.staffTexts.back}
    </button>`;
  }

  get #tools(): PanelTools {
    const { chat, act, me, mode, pinned, language, locale, revision, lastChannelActionId } = this;
    const texts = this.staffTexts;
    const all = { chat, act, me, mode, pinned, language, locale, revision, texts };
    return { ...all, lastChannelActionId };
  }

  #show(tab: PanelName): void {
    this.#tab = tab;
    this.#readAnew();
    this.requestUpdate();
  }

  #readAnew(): void {
    if (this.cardOf === undefined)
      this.#revisions = { ...this.#revisions, [this.#tab]: (this.#revisions[this.#tab] ?? 0) + 1 };
  }

  async #goTo(tab: PanelName): Promise<void> {
    this.#show(tab);
    await this.updateComplete;
    this.#takeFocus();
  }
}

defineOnce("live-chat-staff-panel", StaffPanelElement);
