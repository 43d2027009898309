import { STREAM_ID_PATTERN } from "#protocol";
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from "lit";
import { property, query } from "lit/decorators.js";
import { composerArea } from "./components/composer-area.ts";
import type { Composer } from "./components/composer.ts";
import { failureNotice } from "./components/failure-notice.ts";
import { header } from "./components/header.ts";
import { statusLine } from "./components/status-line.ts";
import { ClientController } from "./controllers/client-controller.ts";
import { Countdown } from "./controllers/countdown.ts";
import { PageLangController } from "./controllers/page-lang-controller.ts";
import { SnapshotController } from "./controllers/snapshot-controller.ts";
import type { Texts } from "./i18n/en.ts";
import { findLang } from "./i18n/find-lang.ts";
import { findLocale, findTexts } from "./i18n/find-texts.ts";
import { tell } from "./live-chat-events.ts";
import { scriptOrigin } from "./script-origin.ts";
import type { Chat, ChatClientOptions, ChatSnapshot, Token } from "./store/index.ts";
import { styles } from "./theme/styles.ts";
import { tellChanges } from "./tell-changes.ts";
import { VERSION } from "./version.ts";

/**
 * The chat of a live stream.
 *
 * @element live-chat
 * @slot title - In place of the heading's text.
 * @fires live-chat-ready - The chat is live for the first time since it was connected.
 * @fires live-chat-status-changed - The connection's state has changed.
 * @fires live-chat-message-sent - The log has taken a message that was written here.
 * @fires live-chat-message-failed - A message that was written here was not taken.
 * @fires live-chat-nickname-changed - A guest has chosen a name.
 * @csspart header, title, connection, viewers, messages, message, own-message, avatar, name, badge,
 *   text, time, pill, status, composer, field, input, send, nickname-form
 */
export class LiveChat extends LitElement {
  /** Of the package; tells two copies on one page apart. */
  static readonly version: string = VERSION;
  static override styles: CSSResultGroup = styles;

  /** Which stream's chat: 1 to 128 characters out of A-Z a-z 0-9 _ . : - */
  @property({ attribute: "stream-id", useDefault: true }) accessor streamId = "";
  /** The chat server. By default the one that this script came from. */
  @property({ attribute: "server-url", useDefault: true }) accessor serverUrl = "";
  @property({ reflect: true, useDefault: true }) accessor theme: "auto" | "light" | "dark" = "auto";
  /** A guest's name. Without one, guests are asked. */
  @property({ useDefault: true }) accessor nickname = "";
  /** One can follow along, and is told that one cannot write. */
  @property({ attribute: "read-only", type: Boolean }) accessor readOnly = false;
  /** There is nothing below the messages. */
  @property({ attribute: "no-composer", type: Boolean }) accessor noComposer = false;
  /** Who the visitor is to the host page: a token, or a function that gives a fresh one. */
  @property({ attribute: false }) accessor token: Token | undefined;
  /** A chat that was made elsewhere, to show instead of an own one. It is neither connected nor ended here. */
  @property({ attribute: false }) accessor chat: Chat | undefined;

  @query("live-chat-composer") accessor composer!: Composer | null;

  readonly #own = new ClientController(this);
  readonly #snapshots = new SnapshotController(this, (before, now) =>
    tellChanges(this, before, now),
  );
  #isRenaming = false;
  #focusesComposer = false;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "lang"];
  }

  constructor() {
    super();
    new PageLangController(this);
    new Countdown(this, () => nextAttemptAt(this.#snapshots.snapshot));
    // The page's hotkeys are not for what is typed here.
    for (const type of ["keydown", "keypress", "keyup"])
      this.addEventListener(type, (event) => event.stopPropagation());
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (name === "lang") this.requestUpdate();
  }

  /** Moves the focus to where one writes, if one can. */
  override focus(options?: FocusOptions): void {
    this.composer?.field.focus(options);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("nickname") && this.nickname) this.#own.client?.setNickname(this.nickname);
    this.#own.use(this.chat ? undefined : this.#clientOptions());
    this.#snapshots.follow(this.chat ?? this.#own.client);
    if (this.#focusesComposer && this.composer && !this.composer.hidden) {
      this.#focusesComposer = false;
      this.focus();
    }
  }

  protected override render(): TemplateResult {
    const lang = findLang(this);
    const texts = findTexts(lang);
    const locale = findLocale(lang);
    const snapshot = this.#snapshots.snapshot ?? IDLE;
    const isNamed = STREAM_ID_PATTERN.test(this.chat ? snapshot.streamId : this.streamId);
    const connection = isNamed ? snapshot.connection : UNNAMED;
    return html`<section class="chat" part="base" lang=${locale} aria-label=${texts.title}>
      ${header({ ...snapshot, connection }, texts, locale)}
      ${
        connection.status === "failed"
          ? failureNotice(connection.reason, this.#server, texts, this.#tryNow)
          : html`<live-chat-log
              .chat=${this.#chat}
              .snapshot=${snapshot}
              .texts=${texts}
              .locale=${locale}
            ></live-chat-log>`
      }
      ${statusLine(connection, texts, Date.now(), this.#tryNow)}
      ${this.#renderComposer({ ...snapshot, connection }, texts)}
    </section>`;
  }

  #renderComposer(snapshot: ChatSnapshot, texts: Texts): TemplateResult {
    const area = composerArea(snapshot, this, texts);
    const guestName = area.kind === "composer" ? area.guestName : undefined;
    const isRenaming = this.#isRenaming && guestName !== undefined;
    const writes = area.kind === "waiting" || (area.kind === "composer" && !isRenaming);
    return html`<div class="composer ${area.kind}-area" part="composer">
      <live-chat-composer
        ?hidden=${!writes}
        .chat=${this.#chat}
        .texts=${texts}
        .guestName=${guestName}
        .isWaiting=${area.kind === "waiting"}
        @rename=${() => this.#rename(true)}
      ></live-chat-composer>
      ${
        area.kind === "nickname" || isRenaming
          ? html`<live-chat-nickname
              .chat=${this.#chat}
              .texts=${texts}
              .current=${guestName}
              @named=${this.#onNamed}
              @cancel=${() => this.#rename(false)}
            ></live-chat-nickname>`
          : nothing
      }
      ${area.kind === "notice" ? html`<p class="composer-notice">${area.text}</p>` : nothing}
    </div>`;
  }

  readonly #tryNow = (): void => this.#chat?.reconnectNow();

  get #chat(): Chat | undefined {
    return this.chat ?? this.#own.client;
  }

  get #server(): string {
    return this.serverUrl || scriptOrigin();
  }

  #rename(isRenaming: boolean): void {
    this.#isRenaming = isRenaming;
    this.#focusesComposer = !isRenaming;
    this.requestUpdate();
  }

  #onNamed({ detail: nickname }: CustomEvent<string>): void {
    this.#rename(false);
    tell(this, "live-chat-nickname-changed", { nickname });
  }

  #clientOptions(): ChatClientOptions | undefined {
    const { streamId, nickname, token } = this;
    if (!STREAM_ID_PATTERN.test(streamId)) return undefined;
    return {
      serverUrl: this.#server,
      streamId,
      nickname: nickname || undefined,
      token,
      onSent: (message) => tell(this, "live-chat-message-sent", { message }),
    };
  }
}

const IDLE: ChatSnapshot = {
  streamId: "",
  connection: { status: "idle" },
  rows: [],
  pending: [],
  hasOlder: false,
  isLoadingOlder: false,
  hasBreak: false,
};
const UNNAMED = { status: "failed", reason: "invalid-stream-id" } as const;

function nextAttemptAt(snapshot: ChatSnapshot | undefined): number | undefined {
  const connection = snapshot?.connection;
  return connection?.status === "reconnecting" ? connection.nextAttemptAt : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "live-chat": LiveChat;
  }
}
