import type { TemplateResult } from "lit";
import { icon } from "../base/lazy-icon.ts";
import { auditPanel } from "./panels/audit-panel.ts";
import { FiltersTab } from "./panels/filters-tab.ts";
import type { Panel } from "./panels/panel.ts";
import { peoplePanel } from "./panels/people-panel.ts";
import { CardPanel } from "./panels/person-card.ts";
import { QueuePanel } from "./panels/queue-panel.ts";
import { RoomPanel } from "./panels/room-panel.ts";
import type { Staff } from "./staff.ts";
import { STAFF_ICONS } from "./staff-icons.ts";

const TABS = ["queue", "room", "people", "audit", "filters"] as const;
type Tab = (typeof TABS)[number];

/** The staff's panels, one at a time, and over them the card of one person. */
export class StaffPanel {
  readonly #staff: Staff;
  #tab: Tab = "queue";
  #panels: Partial<Record<Tab, Panel>> = {};
  #card: Panel | undefined;
  #isOpen = false;

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  open(tab?: Tab): void {
    this.#isOpen = true;
    this.#show(tab ?? this.#tab);
  }

  openCard(userId: string): void {
    this.#isOpen = true;
    this.#card = new CardPanel(this.#staff, userId);
    this.refresh();
    this.#staff.update();
  }

  close(): void {
    this.#isOpen = false;
    this.#card = undefined;
    // Another stream's, or another language's, by the next time.
    this.#panels = {};
    this.#staff.update();
  }

  /** Something was done, here or by somebody else. (SPEC MO11) */
  refresh(): void {
    if (this.#isOpen) this.#shown.refresh();
  }

  render(): TemplateResult | string {
    if (!this.#isOpen) return "";
    const { html, texts } = this.#staff;
    return html`<section
      class="staff-panel"
      part="staff-panel"
      role="dialog"
      aria-label=${texts.staff}
      @keydown=${this.#onKeydown}
    >
      <header>
        ${this.#card ? this.#back() : this.#tabs()}
        <button
          class="icon-button"
          data-do="close"
          aria-label=${texts.close}
          title=${texts.close}
          @click=${() => this.close()}
        >
          ${icon(html, STAFF_ICONS.close)}
        </button>
      </header>
      <div
        class="panel-body"
        id="staff-panel"
        role=${this.#card ? "group" : "tabpanel"}
        tabindex="-1"
      >
        ${this.#shown.render()}
      </div>
    </section>`;
  }

  get #shown(): Panel {
    return this.#card ?? (this.#panels[this.#tab] ??= this.#make(this.#tab));
  }

  #make(tab: Tab): Panel {
    switch (tab) {
      case "queue":
        return new QueuePanel(this.#staff);
      case "room":
        return new RoomPanel(this.#staff);
      case "people":
        return peoplePanel(this.#staff);
      case "audit":
        return auditPanel(this.#staff);
      case "filters":
        return new FiltersTab(this.#staff);
    }
  }

  #show(tab: Tab): void {
    this.#tab = tab;
    this.#card = undefined;
    this.refresh();
    this.#staff.update();
  }

  #tabs(): TemplateResult {
    const { html, texts, here } = this.#staff;
    const waiting = here.snapshot.news?.waiting ?? 0;
    return html`<div class="tabs" role="tablist" aria-label=${texts.staff}>
      ${TABS.map(
        (tab) =>
          html`<button
            class="tab"
            role="tab"
            data-tab=${tab}
            aria-selected=${tab === this.#tab ? "true" : "false"}
            aria-controls="staff-panel"
            tabindex=${tab === this.#tab ? 0 : -1}
            @click=${() => this.#show(tab)}
          >
            ${texts.tabs[tab]}${tab === "queue" && waiting > 0 ? html` <b class="count">${waiting}</b>` : ""}
          </button>`,
      )}
    </div>`;
  }

  #back(): TemplateResult {
    const { html, texts } = this.#staff;
    return html`<button class="text-button back" @click=${() => this.#show(this.#tab)}>
      ${icon(html, STAFF_ICONS.back)}${texts.back}
    </button>`;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") return this.close();
    const { role } = event.target as HTMLElement;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (role !== "tab" || !step) return;
    const tab = TABS.at((TABS.indexOf(this.#tab) + step) % TABS.length)!;
    const list = event.currentTarget as HTMLElement;
    this.#show(tab);
    void this.#staff.here.host.updateComplete.then(() =>
      list.querySelector<HTMLElement>(`[data-tab=${tab}]`)?.focus(),
    );
  };
}
