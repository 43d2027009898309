import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { DEFAULT_CHOICES, type ViewerChoices } from "../choices/viewer-choices.ts";
import { Announcer } from "../controllers/announcer.ts";
import { RowFocus } from "../controllers/row-focus.ts";
import { holdPlace } from "../controllers/scroll-anchor.ts";
import type { Texts } from "../i18n/en.ts";
import type { Chat, ChatSnapshot } from "../store/index.ts";
import { downIcon } from "./icons.ts";
import { logItems, type LogItem } from "./log-items.ts";
import { emptyNotice, skeleton } from "./log-placeholders.ts";
import { messageRow, type RowContext } from "./message-row.ts";
import { property } from "./property.ts";
import { ReadingPlace } from "./reading-place.ts";
import { isOpenBelow, MAX_ROWS, visibleRows } from "./row-window.ts";
import { ShadowlessElement } from "./shadowless-element.ts";

/** With more rows in memory than this, those that are not in the DOM are let go. */
const TRIM_FROM_ROWS = 2 * MAX_ROWS;

/**
 * The list of messages: follows the newest, stays where the reader scrolls to
 * and counts what is new meanwhile, and loads older ones above.
 */
export class MessageLog extends ShadowlessElement {
  @property() accessor chat: Chat | undefined;
  @property() accessor snapshot!: ChatSnapshot;
  @property() accessor texts!: Texts;
  @property() accessor locale = "en";
  /** Whether people's pictures are shown. */
  @property() accessor hasPictures = true;
  /** What the viewer wants to see. Fires `hide` with a person of whom they want to see no more. */
  @property() accessor choices: ViewerChoices = DEFAULT_CHOICES;

  readonly #announcer = new Announcer(this, (count) => this.texts.newMessages(count));
  readonly #place = new ReadingPlace();
  readonly #focus = new RowFocus(this);
  #items: readonly LogItem[] = [];
  #context!: RowContext;
  /** The oldest row when older ones were asked for: not twice, unless the reader scrolls again. */
  #askedAboveSeq: number | undefined;
  #restorePlace: () => void = () => undefined;
  readonly #resizes = new ResizeObserver(() => this.#stickToEnd());

  get scroller(): HTMLElement | null {
    return this.querySelector(".scroller");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.scroller) this.#observe(this.scroller);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { rows, pending, me } = this.snapshot;
    const before = changed.get("snapshot");
    const isElsewhere = before && before.streamId !== this.snapshot.streamId;
    const hasWritten = before && pending.length > before.pending.length;
    if (isElsewhere || hasWritten) this.#place.follow();
    this.#place.take(rows);
    const { window } = this.#place;
    this.#items = logItems(visibleRows(rows, window), isOpenBelow(window) ? pending : [], me);
    if (
      changed.has("chat") ||
      changed.has("texts") ||
      changed.has("hasPictures") ||
      me?.role !== before?.me?.role
    )
      this.#context = this.#makeContext();
    if (before) this.#announceNew(before);
    if (this.scroller && !this.#place.isFollowing) this.#restorePlace = holdPlace(this.scroller);
  }

  protected override render(): TemplateResult {
    const { connection, rows, pending, isLoadingOlder, hasBreak } = this.snapshot;
    const isEmpty = rows.length === 0 && pending.length === 0;
    return html`
      <div
        class="scroller"
        part="messages"
        role="log"
        aria-live="off"
        aria-label=${this.texts.messages}
        tabindex=${this.#focus.activeKey === undefined ? "0" : "-1"}
        @scroll=${this.#onScroll}
        @keydown=${(event: KeyboardEvent) => this.#focus.onKeydown(event, this.#keys())}
        @focusin=${(event: FocusEvent) => this.#focus.onFocusIn(event, this.#keys())}
      >
        ${isLoadingOlder ? html`<p class="edge">${this.texts.loadingOlder}</p>` : nothing}
        ${hasBreak && !isLoadingOlder ? this.#renderBreak() : nothing}
        ${isEmpty ? (connection.status === "live" ? emptyNotice(this.texts) : skeleton()) : nothing}
        ${repeat(
          this.#items,
          ({ key }) => key,
          (item) => this.#renderItem(item),
        )}
      </div>
      ${this.#renderPill()}
      <div class="visually-hidden" aria-live="polite">${this.#announcer.text}</div>
    `;
  }

  protected override firstUpdated(): void {
    if (this.scroller) this.#observe(this.scroller);
  }

  protected override updated(): void {
    this.#stickToEnd();
    if (!this.#place.isFollowing) this.#restorePlace();
    if (this.scroller) this.#takeInMore(this.scroller);
    if (this.#place.isFollowing && this.snapshot.rows.length > TRIM_FROM_ROWS)
      this.chat?.trim(MAX_ROWS);
  }

  /** Goes to the newest message and follows from there. */
  toNewest(): void {
    this.#place.follow();
    this.requestUpdate();
  }

  #renderItem(item: LogItem): unknown {
    const isActive = item.key === this.#focus.activeKey;
    const content = item.kind === "pending" ? item.message : item.row;
    const isFollowUp = item.kind !== "removed" && item.isFollowUp;
    return guard([content, isFollowUp, isActive, this.#context], () =>
      messageRow(item, isActive, this.#context),
    );
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
    if (this.#place.isFollowing) return nothing;
    const count = this.#place.countNew(this.snapshot.rows);
    return html`<button class="pill" part="pill" @click=${this.toNewest}>
      ${downIcon}${count > 0 ? this.texts.newMessages(count) : this.texts.toNewest}
    </button>`;
  }

  #makeContext(): RowContext {
    const role = this.snapshot.me?.role;
    return {
      chat: this.chat,
      texts: this.texts,
      hasPictures: this.hasPictures,
      time: new Intl.DateTimeFormat(this.locale, { hour: "numeric", minute: "2-digit" }),
      isStaff: role === "moderator" || role === "owner",
    };
  }

  #announceNew({ rows, me }: ChatSnapshot): void {
    const last = rows.at(-1)?.seq;
    if (last === undefined) return;
    const fresh = this.snapshot.rows.filter(({ seq }) => seq > last);
    this.#announcer.announce(
      fresh.flatMap((row) =>
        row.kind === "message" && row.userId !== me?.userId
          ? `${row.nickname}: ${row.message}`
          : [],
      ),
    );
  }

  #onScroll(): void {
    const { scroller } = this;
    if (!scroller) return;
    const wasFollowing = this.#place.isFollowing;
    this.#place.onScroll(scroller, this.snapshot.rows);
    this.#askedAboveSeq = undefined;
    this.#takeInMore(scroller);
    if (wasFollowing !== this.#place.isFollowing) this.requestUpdate();
  }

  #takeInMore(scroller: HTMLElement): void {
    const { rows, hasOlder, connection } = this.snapshot;
    if (this.#place.grow(scroller, rows)) this.requestUpdate();
    const oldestSeq = rows[0]?.seq ?? 0;
    if (!hasOlder || connection.status !== "live" || this.#askedAboveSeq === oldestSeq) return;
    if (!this.#place.wantsOlder(scroller, rows)) return;
    this.#askedAboveSeq = oldestSeq;
    void this.chat?.loadOlder();
  }

  #keys(): string[] {
    return this.#items.map(({ key }) => key);
  }

  #observe(scroller: HTMLElement): void {
    this.#resizes.observe(scroller);
  }

  #stickToEnd(): void {
    if (this.#place.isFollowing && this.scroller)
      this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
