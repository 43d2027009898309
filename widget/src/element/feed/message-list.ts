import type { MessageEntry, Person } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { DEFAULT_PREFERENCES, type ViewerPreferences } from "../settings/viewer-preferences.ts";
import { Announcer } from "./announcer.ts";
import { RowInteraction } from "./row-interaction.ts";
import { RowFocus } from "./row-focus.ts";
import type { Texts } from "../../i18n/en/en.ts";
import type { Chat, ChatSnapshot, PendingMessage } from "../../client/index.ts";
import { announce } from "../base/announce.ts";
import { announceOwn, announceRows } from "./announce-rows.ts";
import { downIcon } from "../base/icons.ts";
import { KeyedRows } from "./keyed-rows.ts";
import { LazyModule } from "../lazy-module.ts";
import { loadLazily } from "../../load-lazily.ts";
import { findRow, logItems, type LogItem } from "./log-items.ts";
import { emptyNotice, skeleton } from "./log-placeholders.ts";
import { LongRows } from "./long-rows.ts";
import { LogScroll } from "./log-scroll.ts";
import { foldName } from "./mentions.ts";
import { messageRow } from "./message-row.ts";
import { PeopleSeen } from "./people-seen.ts";
import { property } from "../base/property.ts";
import type { Renderers } from "./renderers.ts";
import type { RowContext, RowState } from "./row-context.ts";
import { RowFinder } from "./row-finder.ts";
import { RowPacing } from "./row-pacing.ts";
import type { Language } from "../../i18n/languages.ts";
import { ShadowlessElement } from "../base/shadowless-element.ts";

/** Inputs of all rows, besides the viewer. */
const CONTEXT = [
  "chat",
  "texts",
  "locale",
  "choices",
  "hasPictures",
  "isModerated",
  "language",
  "renderers",
] as const;

/**
 * The list of messages: follows the newest one, stays where the reader scrolls and counts new
 * messages meanwhile, and loads older ones.
 *
 * Fires `reply`, `report` and `reword` with a message, and `hide` with a person.
 */
export class MessageList extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor snapshot!: ChatSnapshot;
  /** The chat's server, which also has the lazy parts. */
  @property() accessor serverUrl = "";
  @property() accessor texts!: Texts;
  @property() accessor locale = "en";
  /** Whether avatars are shown. */
  @property() accessor hasPictures = true;
  /** The viewer's preferences. */
  @property() accessor choices: ViewerPreferences = DEFAULT_PREFERENCES;

  /** Whether staff tools are shown on messages, instead of hiding and reporting. */
  @property() accessor isModerated = false;
  /** The language of staff texts; undefined for English. */
  @property() accessor language: Language | undefined;
  /** The page's own renderers. */
  @property() accessor renderers: Renderers | undefined;

  readonly #announcer = new Announcer(
    this,
    (count) => this.texts.newMessages(count),
    (text) => announce(this, text),
    (message) => findRow(this.snapshot, message)?.kind !== "message",
  );
  readonly #pacing = new RowPacing(this);
  readonly #scroll = new LogScroll(this);
  readonly #finder = new RowFinder(this, this.#scroll, (id) => this.#showFound(id));
  readonly #focus = new RowFocus(this);
  readonly #attention = new RowInteraction(
    this,
    (isBusy) => this.#scroll.onBusy(isBusy),
    (row) => this.#scroll.reveal(row),
  );
  readonly #long = new LongRows(this);
  readonly #links = new LazyModule(this, () =>
    loadLazily(({ PARTS }) => PARTS.links(), this.serverUrl),
  );
  readonly #own = new LazyModule(this, async () => {
    const { CustomRows } = await loadLazily(({ PARTS }) => PARTS.customRows(), this.serverUrl);
    return new CustomRows(this);
  });
  /** Value at the rows' last context. */
  #hadLinks = false;
  #customRows: number | undefined;
  #sharedNames = 0;
  readonly #people = new PeopleSeen();
  readonly #rows = new KeyedRows<LogItem>();
  #items: readonly LogItem[] = [];
  #context!: RowContext;
  #shown!: ChatSnapshot;

  /** The snapshot with the rows that the list contains so far. */
  get shown(): ChatSnapshot {
    return this.#shown;
  }

  get scroller(): HTMLElement | null {
    return this.querySelector(".scroller");
  }

  get list(): HTMLElement | null {
    return this.querySelector(".rows");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#scroll.catchUp();
    this.#attention.holdsPointed = this.isModerated;
    const { snapshot, choices } = this;
    const before = changed.get("snapshot");
    const { place } = this.#scroll;
    const isElsewhere = before && before.streamId !== snapshot.streamId;
    const hasWritten = before && snapshot.pending.length > before.pending.length;
    if (isElsewhere || hasWritten) place.follow();
    this.#people.take(snapshot.rows);
    const hasLinks = this.#links.part !== undefined;
    const customRows = this.#own.part?.generation;
    if (this.renderers) this.#own.want();
    if (
      CONTEXT.some((name) => changed.has(name)) ||
      snapshot.me !== this.#context.me ||
      hasLinks !== this.#hadLinks ||
      customRows !== this.#customRows ||
      this.#people.sharedCount !== this.#sharedNames
    )
      this.#context = this.#makeContext();
    this.#hadLinks = hasLinks;
    this.#customRows = customRows;
    this.#sharedNames = this.#people.sharedCount;
    this.#shown = this.#pacing.take(snapshot);
    place.take(this.#shown.rows);
    this.#finder.take();
    this.#items = logItems(this.#shown, {
      window: place.window,
      showsPresence: choices.showNotices,
      hiddenUserIds: choices.hiddenUserIds,
    });
    if (!before || isElsewhere) return;
    this.#announcer.announce(announceRows(before, snapshot, this.#context, this.texts));
    for (const text of announceOwn(before, snapshot, this.texts)) announce(this, text);
  }

  protected override render(): TemplateResult {
    const { connection, rows, pending, isLoadingOlder, hasBreak } = this.snapshot;
    const isEmpty = rows.length === 0 && pending.length === 0;
    return html`
      <div
        class="scroller ${this.#scroll.place.isFollowing ? "following" : ""}"
        part="messages"
        role="log"
        aria-live="off"
        aria-label=${this.texts.messages}
        tabindex=${this.#focus.activeKey === undefined ? "0" : "-1"}
        @scroll=${() => this.#scroll.onScroll()}
        @keydown=${(event: KeyboardEvent) => this.#focus.onKeydown(event)}
        @focusin=${this.#onFocusIn}
        @focusout=${(event: FocusEvent) => this.#attention.onFocusOut(event)}
        @pointerover=${(event: PointerEvent) => this.#attention.onPointerOver(event)}
        @pointerout=${(event: PointerEvent) => this.#attention.onPointerOut(event)}
        @pointerdown=${(event: PointerEvent) => this.#attention.onPointerDown(event)}
        @click=${(event: Event) => this.#attention.onClick(event)}
        @animationend=${endFound}
      >
        ${isLoadingOlder ? html`<p class="edge">${this.texts.loadingOlder}</p>` : nothing}
        ${hasBreak && !isLoadingOlder ? this.#renderBreak() : nothing}
        ${isEmpty ? (connection.status === "live" ? emptyNotice(this.texts) : skeleton()) : nothing}
        <div class="rows"></div>
      </div>
      ${this.#renderPill()}
    `;
  }

  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    if (!this.list) return;
    const added = this.#rows.update(this.list, this.#items, {
      inputs: (item) => this.#inputsOf(item),
      render: (item) => messageRow(item, this.#stateOf(item), this.#context),
    });
    this.#long.observe(added);
    this.#own.part?.keep(this.#items);
  }

  protected override updated(): void {
    this.#pacing.goOn(this.#scroll.place.isFilling(this.#shown.rows));
    if (this.snapshot.connection.status !== "live") return;
    for (const item of this.#items)
      if ("replyTo" in item.row && item.row.replyTo && "parent" in item && !item.parent)
        this.chat?.loadQuoted(item.row.replyTo);
  }

  /** Scrolls to the newest message and follows it. */
  toNewest(): void {
    this.#scroll.place.follow();
    // The pressed button disappears.
    this.scroller?.focus({ preventScroll: true });
    this.requestUpdate();
  }

  #inputsOf(item: LogItem): readonly unknown[] {
    const parent = "parent" in item ? item.parent : undefined;
    const { isActive, isOpen, isWhole } = this.#stateOf(item);
    const isFollowUp = "isFollowUp" in item && item.isFollowUp;
    return [item.row, isFollowUp, parent, isActive, isOpen, isWhole, this.#context];
  }

  #stateOf({ key }: LogItem): RowState {
    return {
      isActive: key === this.#focus.activeKey,
      isOpen: this.#attention.isOpen(key),
      isWhole: this.#long.isWhole(key),
    };
  }

  #renderBreak(): TemplateResult {
    return html`<p class="edge break" part="break">
      ${this.texts.missed}
      <button class="text-button" @click=${() => void this.chat?.loadOlder()}>
        ${this.texts.showMissed}
      </button>
    </p>`;
  }

  #renderPill(): TemplateResult | typeof nothing {
    const { place } = this.#scroll;
    if (place.isFollowing) return nothing;
    const count = place.countNew(this.#shown.rows);
    if (count === 0 && place.isAtNewest) return nothing;
    return html`<button class="pill" part="pill" @click=${this.toNewest}>
      ${downIcon}<span
        .textContent=${count > 0 ? this.texts.newMessages(count) : this.texts.toNewest}
      ></span>
    </button>`;
  }

  #makeContext(): RowContext {
    const { chat, texts, locale, choices, hasPictures, isModerated, language } = this;
    const { me } = this.snapshot;
    return {
      chat,
      texts,
      locale,
      isModerated,
      language,
      hasPictures,
      time: new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }),
      fullTime: new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" }),
      showsTimes: choices.showTimes,
      hiddenUserIds: choices.hiddenUserIds,
      announcements: choices.announcements,
      me,
      myName: me?.nickname === undefined ? undefined : foldName(me.nickname),
      isShared: (nickname) => this.#people.isShared(nickname),
      isName: (name) => this.#people.has(name),
      findLinks: (text) => {
        this.#links.want();
        return this.#links.part?.findLinks(text) ?? [];
      },
      own: (item) => this.#own.part?.render(this.renderers, item, this.#context),
      reply: (message) => this.#tell("reply", message),
      hide: (person) => this.#tell("hide", person),
      report: (message) => this.#tell("report", message),
      reword: (message) => this.#tell("reword", message),
      goTo: (ref) => this.#finder.find(ref),
      open: (item) => void this.#open(item),
      toggle: (item) => this.#toggle(item),
    };
  }

  readonly #onFocusIn = (event: FocusEvent): void => {
    this.#focus.onFocusIn(event);
    this.#attention.onFocusIn(event);
  };

  #tell(
    type: "reply" | "hide" | "report" | "reword",
    detail: MessageEntry | Person | PendingMessage,
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async #open({ key }: LogItem): Promise<void> {
    this.#attention.open(key);
    await this.updateComplete;
    const row = this.#focus.rows.find((row) => row.key === key);
    row?.querySelector<HTMLElement>(".actions button")?.focus();
  }

  /** Its first line stays in place. */
  #toggle({ key }: LogItem): void {
    this.#scroll.stay();
    this.#long.toggle(key);
  }

  #showFound(id: string): void {
    const item = this.#items.find(({ row }) => "id" in row && row.id === id);
    const row = this.#focus.rows.find(({ key }) => key === item?.key);
    row?.scrollIntoView({ block: "center" });
    row?.classList.add("found");
    void this.#focus.focus(row);
    this.#scroll.remember();
  }
}

function endFound({ target }: Event): void {
  (target as Element).classList.remove("found");
}
