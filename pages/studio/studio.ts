import type { ShowPulse } from "#protocol";
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from "lit";
import { ChatClient, type ChatSnapshot } from "../../widget/src/client/index.ts";
import { isStaff } from "../../widget/src/client/room/is-staff.ts";
import { findLocale } from "../../widget/src/element/base/find-texts.ts";
import { onAnnounce } from "../../widget/src/element/base/live-region.ts";
import { TextsController } from "../../widget/src/element/base/texts-controller.ts";
import { LazyModule } from "../../widget/src/element/lazy-module.ts";
import type { Act } from "../../widget/src/element/moderation/action-sender.ts";
import type { ModerationElement } from "../../widget/src/element/moderation/moderation.ts";
import { AnswerOrder } from "../../widget/src/element/moderation/panels/answer-order.ts";
import { countOf } from "../../widget/src/element/moderation/panels/tab-list.ts";
import type {
  PanelTools,
  StaffPanels,
} from "../../widget/src/element/moderation/panels/staff-panels.ts";
import type { Subject } from "../../widget/src/element/moderation/subject.ts";
import { styles } from "../../widget/src/element/theme/styles.ts";
import type { Texts as ChatTexts } from "../../widget/src/i18n/en/en.ts";
import type { StaffTexts } from "../../widget/src/i18n/en/en-staff.ts";
import { STAFF_TEXTS } from "../../widget/src/i18n/staff-texts.ts";
import { COLUMNS, keepColumns, readColumns, type Column } from "./columns.ts";
import type { Place } from "./place.ts";
import { headerStyles } from "./header-styles.ts";
import { pageStyles } from "./page-styles.ts";
import { ReportPage } from "./report-page.ts";
import { ScrollHint } from "./scroll-hint.ts";
import { streamName } from "./stream-name.ts";
import { studioStyles } from "./studio-styles.ts";
import type { Texts } from "./texts/texts.ts";
import { headerView } from "./views/header-view.ts";
import { gateView } from "./views/gate-view.ts";
import { personCardView } from "./views/person-card-view.ts";
import { pulseView } from "./views/pulse-view.ts";
import { tabsView } from "./views/tabs-view.ts";
import { Visitor } from "./visitor.ts";

const PULSE_INTERVAL_MS = 20_000;
/** As many as a join brings. */
const FIRST_ROWS = 100;
const NARROW = "(max-width: 599px)";
/** What the studio shows of a chat: messages come and go without it. */
const SHOWN = ["connection", "me", "viewers", "mode", "pinned", "news"] as const;

/** The page to run a stream by: its chat, and what staff have beside it. (SPEC ST1) */
export class StudioElement extends LitElement {
  static override styles: CSSResultGroup = [styles, studioStyles, headerStyles, pageStyles];

  readonly #place: Place & { readonly streamId: string };
  readonly #texts: Texts;
  readonly #siteToken: string | undefined;
  readonly #visitor: Visitor;
  readonly #chatTexts = new TextsController(this);
  readonly #staffParts = new LazyModule(this, () => import("./staff-parts.ts"));
  #panels: StaffPanels | undefined;
  readonly #narrow = matchMedia(NARROW);
  readonly #tabsHint = new ScrollHint();
  readonly #chat: ChatClient;
  #shown: ChatSnapshot;
  #columns = readColumns();
  #tab: Column = "chat";
  /** What was shown once keeps what is in it. */
  readonly #opened = new Set<Column>(["chat"]);
  #cardOf: string | undefined;
  /** A change makes the panels read their data again: an action was performed. (SPEC MO11) */
  #revision = 0;
  #pulse: ShowPulse | undefined;
  readonly #pulseOrder = new AnswerOrder();
  readonly #report: ReportPage;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    place: Place & { readonly streamId: string },
    texts: Texts,
    siteToken: string | undefined,
  ) {
    super();
    this.#place = place;
    this.#texts = texts;
    this.#siteToken = siteToken;
    if (place.theme) this.setAttribute("theme", place.theme);
    this.#visitor = new Visitor(this, place.serverUrl, () => this.#chat.reauthenticate());
    this.#chat = new ChatClient({
      serverUrl: place.serverUrl,
      streamId: place.streamId,
      // Shared with the chat in the first column, and one connection with it.
      token: siteToken ?? this.#visitor.session.token,
    });
    this.#report = new ReportPage(this, this.#chat);
    this.#shown = this.#chat.getSnapshot();
    this.#chat.subscribe(() => this.#onSnapshot());
    this.addEventListener("live-chat-open-card", this.#onOpenCard);
  }

  get streamId(): string {
    return this.#place.streamId;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#chat.connect();
    this.#narrow.addEventListener("change", this.#update);
    document.addEventListener("visibilitychange", this.#readPulse);
    this.#timer = setInterval(this.#readPulse, PULSE_INTERVAL_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chat.disconnect();
    this.#narrow.removeEventListener("change", this.#update);
    document.removeEventListener("visibilitychange", this.#readPulse);
    clearInterval(this.#timer);
  }

  protected override render(): TemplateResult {
    const { lang } = this.#texts;
    const { serverUrl } = this.#place;
    const chatTexts = this.#chatTexts.use({ lang, serverUrl }, undefined);
    const staffTexts = this.#staffTexts;
    const { me, connection } = this.#shown;
    if (isStaff(me)) this.#staffParts.want();
    const isIn =
      isStaff(me) &&
      chatTexts !== undefined &&
      staffTexts !== undefined &&
      this.#staffParts.part !== undefined;
    return html`<div
      class="chat studio"
      lang=${lang}
      @announce=${onAnnounce}
      @open-menu=${({ detail }: CustomEvent<Subject>) => this.#moderation?.openMenu(detail)}
      @open-card=${({ detail }: CustomEvent<string>) => this.#showCard(detail)}
    >
      ${headerView(this.#texts, this.#place, {
        shown: this.#shown,
        name: this.#name,
        isIn,
        offered: this.#offered,
        columns: this.#isNarrow ? undefined : this.#columns,
        toggle: (column) => this.#toggle(column),
      })}
      ${
        isIn
          ? this.#place.view === "report"
            ? this.#report.render({
                texts: this.#texts,
                staffTexts,
                locale: this.#locale,
                nowMs: Date.now(),
              })
            : this.#renderStudio(chatTexts)
          : (me && !isStaff(me)) || connection.status === "failed"
            ? html`<main>${gateView(this.#texts, this.#visitor, this.#gate)}</main>`
            : html`<main>
                <p class="panel-note gate" role="status">${this.#texts.connecting}</p>
              </main>`
      }
      <div class="live-region visually-hidden" aria-live="polite"></div>
    </div>`;
  }

  protected override updated(): void {
    // As in the chat: what is decided or withdrawn takes its button away. (WCAG 2.4.3)
    this.#staffParts.part?.keepFocus(this);
    if (!isStaff(this.#shown.me)) return;
    document.title = `${this.#name ?? this.streamId} · ${this.#texts.studio}`;
    if (this.#place.view === "report") this.#report.want();
    else if (!this.#pulse) this.#readPulse();
    this.#tabsHint.watch(this.renderRoot.querySelector(".tabs-row"));
  }

  /** What staff of the channel call the stream; undefined where the channel has no name. */
  get #name(): string | undefined {
    const { name } = this.#shown.me?.channel ?? {};
    return streamName(
      { streamId: this.streamId, ...(name !== undefined && { channelName: name }) },
      this.#texts.lang,
    );
  }

  /** Undefined until they are loaded: nothing is shown in another language first. */
  get #staffTexts(): StaffTexts | undefined {
    const { language } = this.#chatTexts;
    const texts = STAFF_TEXTS.find(language);
    if (language && !texts) void STAFF_TEXTS.load(language).then(this.#update);
    return texts;
  }

  get #gate() {
    return {
      heading: this.#texts.notStaff,
      name: this.#shown.me?.nickname,
      isOwnToken: this.#siteToken !== undefined,
    };
  }

  get #moderation(): ModerationElement | null {
    return this.renderRoot.querySelector("live-chat-moderation");
  }

  /** The columns that the visitor may have: a channel's is for its staff. (SPEC CH2) */
  get #offered(): readonly Column[] {
    const panels: readonly string[] = this.#staffParts.part?.panelsOf(this.#shown.me) ?? [];
    return COLUMNS.filter(
      (column) => column === "chat" || column === "pulse" || panels.includes(column),
    );
  }

  get #isNarrow(): boolean {
    return this.#narrow.matches;
  }

  #renderStudio(chatTexts: ChatTexts): TemplateResult {
    const { language } = this.#chatTexts;
    const isNarrow = this.#isNarrow;
    const offered = this.#offered;
    // The visitor may be staff of the channel no longer.
    if (!offered.includes(this.#tab)) this.#tab = "chat";
    const visible = offered.filter((column) =>
      isNarrow ? column === this.#tab : this.#columns.includes(column),
    );
    for (const column of visible) this.#opened.add(column);
    return html`${
        isNarrow
          ? tabsView(this.#texts, {
              offered,
              shown: this.#tab,
              waiting: this.#shown.news?.waiting ?? 0,
              show: (column) => this.#show(column),
              goTo: (column) => void this.#goTo(column),
              scroll: (direction) => this.#tabsHint.scroll(direction),
            })
          : nothing
      }
      ${!isNarrow && visible.includes("pulse") ? this.#renderPulse() : nothing}
      <main
        class="columns ${isNarrow ? "narrow" : ""}"
        data-count=${visible.filter((column) => column !== "pulse").length}
      >
        <h2 class="visually-hidden">${this.#texts.studio}</h2>
        ${offered
          .filter((column) => isNarrow || column !== "pulse")
          .map((column) =>
            this.#opened.has(column)
              ? this.#renderColumn(column, visible.includes(column))
              : nothing,
          )}
      </main>
      <live-chat-moderation
        .chat=${this.#chat}
        .snapshot=${this.#shown}
        .texts=${chatTexts}
        .locale=${this.#locale}
        .language=${language}
        .isPanelOpen=${false}
      ></live-chat-moderation>`;
  }

  #renderColumn(column: Column, isVisible: boolean): TemplateResult {
    const isNarrow = this.#isNarrow;
    const { waiting = 0 } = this.#shown.news ?? {};
    return html`<section
      class="column column-${column}"
      id="column-${column}"
      role=${isNarrow ? "tabpanel" : "region"}
      aria-labelledby="${isNarrow ? "tab" : "heading"}-${column}"
      ?hidden=${!isVisible}
    >
      <h3 id="heading-${column}" class=${isNarrow ? "visually-hidden" : nothing}>
        ${this.#texts[column]}${column === "queue" ? countOf(waiting) : nothing}
      </h3>
      ${column === "chat" ? this.#renderChat() : html`<div class="panel-body">${this.#renderPanel(column)}</div>`}
      ${
        column === "queue" && !isNarrow
          ? html`<p class="column-foot">${this.#texts.reviewKeys}</p>`
          : nothing
      }
    </section>`;
  }

  #renderChat(): TemplateResult {
    const { serverUrl, streamId, theme } = this.#place;
    return html`<live-chat
      .streamId=${streamId}
      .serverUrl=${serverUrl}
      .token=${this.#siteToken}
      lang=${this.#texts.lang}
      theme=${theme ?? "auto"}
      no-header
      no-pop-out
      @live-chat-open-card=${this.#onOpenCard}
    ></live-chat>`;
  }

  #renderPanel(column: Exclude<Column, "chat">): TemplateResult | typeof nothing {
    if (column === "pulse") return this.#renderPulse();
    const { part } = this.#staffParts;
    if (!part) return nothing;
    const panels = (this.#panels ??= new part.StaffPanels(this));
    const { me, mode, pinned, news } = this.#shown;
    const tools: PanelTools = {
      chat: this.#chat,
      act: this.#act,
      me,
      mode,
      pinned,
      texts: this.#texts,
      language: this.#chatTexts.language,
      locale: this.#locale,
      revision: this.#revision,
      lastChannelActionId: news?.lastChannelActionId,
    };
    if (column !== "people" || this.#cardOf === undefined) return panels.render(column, tools);
    const card = panels.renderCard(this.#cardOf, tools);
    return personCardView(this.#texts, card, () => this.#showCard(undefined));
  }

  #renderPulse(): TemplateResult {
    return pulseView(this.#texts, this.#pulse, this.#shown.viewers, this.#locale);
  }

  get #locale(): string {
    return findLocale(
      navigator.languages.find((tag) => tag.startsWith(this.#texts.lang)) ?? this.#texts.lang,
    );
  }

  readonly #update = (): void => this.requestUpdate();

  #onSnapshot(): void {
    // The header shows no messages; a chat that is opened later begins with these.
    this.#chat.trim(FIRST_ROWS);
    const before = this.#shown;
    const now = this.#chat.getSnapshot();
    if (SHOWN.every((name) => before[name] === now[name])) return;
    this.#shown = now;
    if (before.news !== now.news) this.#revision++;
    this.requestUpdate();
  }

  /** Has the chat's own moderation do it, which says what came of it and offers the way back. */
  readonly #act: Act = async (...asked) => {
    const answer = await this.#moderation!.act(...asked);
    this.#revision++;
    this.requestUpdate();
    return answer;
  };

  readonly #onOpenCard = (event: Event): void => {
    event.preventDefault();
    this.#showCard((event as CustomEvent<string>).detail);
  };

  #showCard(userId: string | undefined): void {
    this.#cardOf = userId;
    if (userId !== undefined) {
      if (this.#isNarrow) this.#tab = "people";
      else if (!this.#columns.includes("people")) this.#columns = [...this.#columns, "people"];
    }
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const place = userId === undefined ? "live-chat-people input" : ".card";
      this.renderRoot.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
    });
  }

  #toggle(column: Column): void {
    this.#columns = this.#columns.includes(column)
      ? this.#columns.filter((other) => other !== column)
      : COLUMNS.filter((other) => other === column || this.#columns.includes(other));
    keepColumns(this.#columns);
    this.requestUpdate();
  }

  #show(column: Column): void {
    this.#tab = column;
    // What was hidden may have changed meanwhile.
    this.#revision++;
    this.requestUpdate();
  }

  async #goTo(column: Column): Promise<void> {
    this.#show(column);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".tab[aria-selected=true]")?.focus();
  }

  readonly #readPulse = (): void => {
    const { view } = this.#place;
    if (view === "report" || document.hidden || !isStaff(this.#shown.me)) return;
    void this.#loadPulse();
  };

  async #loadPulse(): Promise<void> {
    this.#pulse ??= { nowMs: 0, minutes: [], people: 0 };
    const answer = await this.#pulseOrder.of(this.#chat.ask("load-pulse", {}));
    if (answer?.ok) this.#pulse = answer.pulse;
    this.requestUpdate();
  }
}
