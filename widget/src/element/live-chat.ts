import { STREAM_ID_PATTERN, type MessageEntry, type Person } from "#protocol";
import {
  html,
  nothing,
  type CSSResult,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { PreferencesController } from "./settings/preferences-controller.ts";
import { ConnectionNews } from "./header/connection-news.ts";
import { failureNotice } from "./header/failure-notice.ts";
import { header } from "./header/header.ts";
import { skeleton } from "./feed/log-placeholders.ts";
import { statusLine } from "./header/status-line.ts";
import type { Commands } from "./composer/commands.ts";
import type { WritingArea } from "./composer/writing-area.ts";
import type { ModerationElement } from "./moderation/moderation.ts";
import type { QuickActionDetail } from "./moderation/quick-actions.ts";
import { ClientController } from "./base/client-controller.ts";
import { Countdown } from "./base/countdown.ts";
import { onAnnounce } from "./base/live-region.ts";
import { TextsController } from "./base/texts-controller.ts";
import { containEvents } from "./base/contain-events.ts";
import { LangController } from "./base/lang-controller.ts";
import { LowController } from "./base/low-height-controller.ts";
import { SnapshotController } from "./base/snapshot-controller.ts";
import { findLang } from "../i18n/find-lang.ts";
import { findLocale } from "./base/find-texts.ts";
import type { PARTS } from "../lazy-modules.ts";
import { loadLazily } from "../load-lazily.ts";
import { tell } from "./live-chat-events.ts";
import { LazyModule } from "./lazy-module.ts";
import { LiveChatProperties } from "./live-chat-properties.ts";
import { draftPlace, keepUnsent } from "./composer/kept-drafts.ts";
import { overlay, TRIM_OVERLAY_FROM_ROWS } from "./overlay/overlay.ts";
import { chatServer } from "./script-server.ts";
import { LazySettings } from "./settings/lazy-settings.ts";
import { SignInController } from "./sign-in/sign-in-controller.ts";
import { visitorSession, type VisitorSession } from "./sign-in/visitor-session.ts";
import { explainDenial } from "./room/explain-denial.ts";
import { wantsRoomTexts } from "./room/wants-room-texts.ts";
import type { Chat, ChatClientOptions, ChatSnapshot, PendingMessage } from "../client/index.ts";
import { UNKNOWN_PERMISSION, writePermission } from "../client/room/write-permission.ts";
import { isStaff } from "../client/room/is-staff.ts";
import { parseServerUrl } from "../client/connection/server-address.ts";
import { changesInMs, shownSnapshot } from "./shown-snapshot.ts";
import { adoptSheet } from "./theme/adopt-sheet.ts";
import { styles } from "./theme/styles.ts";
import { dispatchChanges } from "./dispatch-changes.ts";
import { VERSION } from "../version.ts";

/**
 * The chat of a live stream.
 *
 * @element live-chat
 */
export class LiveChat extends LiveChatProperties {
  /** Package version; tells two copies on one page apart. */
  static readonly version: string = VERSION;
  static override styles: CSSResultGroup = styles;
  static {
    // An update creates the client, when wrappers have set everything; the next one renders it.
    this.disableWarning?.("change-in-update");
  }

  readonly #choices = new PreferencesController(this);
  readonly #settings = new LazySettings(this);
  readonly #height = new LowController(this);
  readonly #texts = new TextsController(this);
  readonly #roomTexts = this.#lazy((parts) => parts.roomTexts());
  readonly #pin = this.#lazy((parts) => parts.pin());
  readonly #modes = this.#lazy((parts) => parts.modes());
  readonly #report = this.#lazy((parts) => parts.report());
  readonly #focus = this.#lazy((parts) => parts.keepFocus());
  readonly #overlay = this.#lazy((parts) => parts.overlay());
  /** The message to report. */
  #reported: MessageEntry | undefined;
  readonly #staff = this.#lazy((parts) => parts.moderation());
  #isStaffPanelOpen = false;
  /** Commands of staff after a slash, which are never sent as messages. */
  readonly #commands: Commands = {
    run: (line) => this.#moderation.run(line),
    suggest: (typed) => this.#moderation.suggest(typed),
  };
  /** The snapshot of the last rendering. */
  #shown!: ChatSnapshot;
  readonly #own = new ClientController(this);
  readonly #news = new ConnectionNews();
  /** The room's state when the viewer joined. */
  #first: Pick<ChatSnapshot, "pinned" | "mode"> | undefined;
  readonly #snapshots = new SnapshotController(this, (before, now) =>
    dispatchChanges(this, before, now),
  );
  readonly #signIn = new SignInController(this, {
    onChange: () => this.reauthenticate(),
    onSignedIn: () => this.#writing?.sendDraft(),
    onDraft: (draft) => this.#writing?.restoreDraft(draft),
  });

  constructor() {
    super();
    new LangController(this);
    new Countdown(this, () => changesInMs(this.#snapshots.snapshot));
    containEvents(this);
    this.addEventListener("focusin", () => this.#focus.want(), { once: true });
  }

  get #writing(): WritingArea | null | undefined {
    return this.shadowRoot?.querySelector("live-chat-writing");
  }

  /** Focuses the field, if the viewer can write. */
  override focus(options?: FocusOptions): void {
    this.#writing?.composer?.field.focus(options);
  }

  /** Reads the token again: call it when the visitor has signed in, out, or changed. */
  reauthenticate(): void {
    this.#chat?.reauthenticate();
  }

  /** In another document, such as picture-in-picture, sheets are lost. Lazy parts add theirs. */
  adoptedCallback(): void {
    for (const style of LiveChat.elementStyles)
      adoptSheet(this.shadowRoot!, (style as CSSResult).cssText);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.isConnected) return; // A part was loaded, or set, after the removal.
    if (changed.has("nickname") && this.nickname) this.#own.client?.setNickname(this.nickname);
    this.#useClient();
    this.#signIn.use(this.#session);
    this.#snapshots.follow(this.#chat);
    const { snapshot } = this.#snapshots;
    const { role } = snapshot?.me ?? {};
    if (role === "viewer" || role === "guest") this.#signIn.look();
    if (this.mode === "overlay") return this.#updateOverlay(snapshot);
    this.#focus.part?.keepFocus(this);
    this.#news.tell(this, this.#shown.connection, this.#texts.texts);
    if (isStaff(snapshot?.me)) this.#staff.want();
    if (snapshot?.pinned) this.#pin.want();
    if (Object.keys(snapshot?.mode ?? {}).length > 0) this.#modes.want();
    if (wantsRoomTexts(this.#shown)) this.#roomTexts.want();
    this.#roomTexts.part?.restoreRejectedDraft(this, this.#chat);
    this.#roomTexts.part?.announceFrameNotice(this, this.#shown.me, this.#texts.texts);
  }

  protected override willUpdate(): void {
    // The first client connects before rendering, which takes longer on a slow phone.
    if (this.isConnected && !this.#own.client) {
      this.#useClient();
      this.#snapshots.follow(this.#chat);
    }
    this.#shown = shownSnapshot(this.#snapshots.snapshot, STREAM_ID_PATTERN.test(this.#streamId));
    if (this.#shown.me) this.#first ??= this.#shown;
  }

  protected override render(): TemplateResult {
    const lang = findLang(this);
    const texts = this.#texts.use(
      { lang, serverUrl: this.#server },
      this.texts,
      this.#roomTexts.part?.enRoom,
    );
    const locale = findLocale(lang);
    const isOverlay = this.mode === "overlay";
    if (!texts)
      return html`<section class="chat ${this.mode}">${isOverlay ? nothing : skeleton()}</section>`;
    const snapshot = this.#shown;
    const { connection } = snapshot;
    if (isOverlay) return overlay(snapshot, this, texts, locale);
    const { choices, shelf } = this.#choices;
    const staff = isStaff(snapshot.me) ? this.#staff.part : undefined;
    // Commands must never be sent as messages: nothing can be written before they are loaded.
    const isLoading = isStaff(snapshot.me) && !staff && !this.#staff.hasFailed;
    const permission = isLoading ? UNKNOWN_PERMISSION : writePermission(snapshot);
    const { language } = this.#texts;
    return html`<section
      class="chat text-${choices.textSize} ${this.#height.isLow ? "low" : ""}"
      part="base"
      lang=${locale}
      aria-label=${texts.title}
      @announce=${onAnnounce}
    >
      ${this.noHeader ? nothing : header(snapshot, texts, locale, [staff ? this.#renderStaffButton() : nothing, this.#settings.render(shelf, texts)])}
      ${
        snapshot.pinned && this.#pin.part
          ? html`<live-chat-pin
              .pinned=${snapshot.pinned}
              .known=${this.#first?.pinned}
              .texts=${texts}
            ></live-chat-pin>`
          : nothing
      }
      ${
        connection.status === "failed"
          ? failureNotice(
              connection.reason,
              this.#server,
              texts,
              this.#roomTexts.part,
              this.#tryNow,
            )
          : html`<live-chat-log
              .chat=${this.#chat}
              .snapshot=${snapshot}
              .texts=${texts}
              .locale=${locale}
              .language=${language}
              .serverUrl=${this.#server}
              .hasPictures=${this.avatars !== "off"}
              .choices=${choices}
              .isModerated=${!!staff}
              .renderers=${this.renderers}
              @hide=${({ detail }: CustomEvent<Person>) => shelf.hide(detail)}
              @reply=${this.#onReply}
              @report=${this.#onReport}
              @reword=${({ detail }: CustomEvent<PendingMessage>) =>
                this.#roomTexts.part?.restoreRejectedDraft(this, this.#chat, detail)}
              @quick-action=${({ detail }: CustomEvent<QuickActionDetail>) => this.#moderation.doQuickly(detail)}
            ></live-chat-log>`
      }
      ${
        connection.status !== "failed" && this.#modes.part
          ? html`<live-chat-modes
              .mode=${snapshot.mode}
              .known=${this.#first?.mode}
              .me=${snapshot.me}
              .texts=${texts}
              .locale=${locale}
            ></live-chat-modes>`
          : nothing
      }
      ${this.#roomTexts.part?.frameNotice(snapshot, texts, this.#server)}
      ${statusLine(connection, texts, Date.now(), this.#tryNow)}
      <live-chat-writing
        .chat=${this.#chat}
        .commands=${staff && this.#commands}
        .permission=${permission}
        .denial=${explainDenial(this.#roomTexts, permission, texts, locale)}
        .isReadOnly=${this.readOnly}
        .noComposer=${this.noComposer}
        .signIn=${this.#signIn.view(snapshot.me)}
        .asGuest=${this.#roomTexts.part?.guestButton(snapshot, this.#chat, texts)}
        .nicknameError=${snapshot.nicknameError}
        .texts=${texts}
        .place=${draftPlace(this.#server, this.#streamId)}
        .locale=${locale}
        .serverUrl=${this.#server}
        .emojiUrl=${this.emojiUrl || `${this.#server}/emoji/{lang}.json?${VERSION}`}
        @named=${({ detail: nickname }: CustomEvent<string>) =>
          tell(this, "live-chat-nickname-changed", { nickname })}
        @sign-in=${({ detail }: CustomEvent<string>) => this.#signIn.signIn(detail)}
        @sign-out=${() => this.#signIn.signOut()}
      ></live-chat-writing>
      ${
        this.#reported
          ? html`<live-chat-report
              .chat=${this.#chat}
              .message=${this.#reported}
              .texts=${texts}
              @close=${this.#onReportClose}
            ></live-chat-report>`
          : nothing
      }
      ${
        staff
          ? html`<live-chat-moderation
              .chat=${this.#chat}
              .snapshot=${snapshot}
              .texts=${texts}
              .locale=${locale}
              .language=${language}
              .isPanelOpen=${this.#isStaffPanelOpen}
              @panel=${this.#onPanel}
            ></live-chat-moderation>`
          : nothing
      }
      <div class="live-region visually-hidden" aria-live="polite"></div>
    </section>`;
  }

  #renderStaffButton(): TemplateResult {
    return html`<live-chat-staff-button
      .waiting=${this.#shown.news?.waiting ?? 0}
      .isOpen=${this.#isStaffPanelOpen}
      .language=${this.#texts.language}
      @panel=${this.#onPanel}
    ></live-chat-staff-button>`;
  }

  readonly #onPanel = ({ detail: isOpen }: CustomEvent<boolean>): void => {
    this.#isStaffPanelOpen = isOpen;
    this.requestUpdate();
  };

  /** Present only if the viewer is staff and the file is loaded. */
  get #moderation(): ModerationElement {
    return this.shadowRoot!.querySelector("live-chat-moderation")!;
  }

  get #streamId(): string {
    return this.chat ? this.chat.getSnapshot().streamId : this.streamId;
  }

  readonly #tryNow = (): void => this.#chat?.reconnectNow();

  get #chat(): Chat | undefined {
    return this.chat ?? this.#own.client;
  }

  get #server(): string {
    return chatServer(this.serverUrl);
  }

  /** The server's own sign-in, unless the page signs its visitors in. */
  get #session(): VisitorSession | undefined {
    const serverUrl = parseServerUrl(this.#server);
    const isElsewhere = this.chat || this.token || this.mode === "overlay";
    return isElsewhere || !serverUrl ? undefined : visitorSession(serverUrl);
  }

  readonly #onReply = ({ detail }: CustomEvent<MessageEntry>): void => {
    if (this.#writing) this.#writing.replyingTo = detail;
  };

  readonly #onReport = ({ detail }: CustomEvent<MessageEntry>): void =>
    void this.#report.get().then(
      () => {
        this.#reported = detail;
        this.requestUpdate();
      },
      () => undefined,
    );

  readonly #onReportClose = (): void => {
    this.#reported = undefined;
    this.requestUpdate();
  };

  /** A rarely needed part; its file is in the lazy build. */
  #lazy<Part>(load: (parts: typeof PARTS) => Promise<Part>): LazyModule<Part> {
    return new LazyModule(this, () => loadLazily((modules) => load(modules.PARTS), this.#server));
  }

  #updateOverlay(snapshot: ChatSnapshot | undefined): void {
    this.#overlay.want();
    const isLong = (snapshot?.rows.length ?? 0) > TRIM_OVERLAY_FROM_ROWS;
    if (isLong) this.#chat?.trim(TRIM_OVERLAY_FROM_ROWS / 2);
  }

  /** Unsent messages become a draft of the chat that was left. */
  #onUnsent(place: string, messages: readonly PendingMessage[]): void {
    keepUnsent(
      place,
      messages.map(({ text }) => text),
    );
    this.#writing?.composer?.readDraft();
    for (const { text, status } of messages)
      if (status === "sending")
        tell(this, "live-chat-message-failed", { text, error: "not-delivered" });
  }

  #useClient(): void {
    this.#own.use(this.chat ? undefined : this.#clientOptions());
  }

  #clientOptions(): ChatClientOptions | undefined {
    const { streamId, nickname } = this;
    if (!STREAM_ID_PATTERN.test(streamId)) return undefined;
    return {
      serverUrl: this.#server,
      streamId,
      nickname: nickname || undefined,
      token: this.token ?? this.#session?.token,
      onSent: (message) => tell(this, "live-chat-message-sent", { message }),
      onUnsent: (messages) => this.#onUnsent(draftPlace(this.#server, streamId), messages),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "live-chat": LiveChat;
  }
}
