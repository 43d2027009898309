import type { MessageEntry, ReportReason } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Chat } from "../../../client/index.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { announce } from "../../base/announce.ts";
import { CoverChat } from "../../base/cover-chat.ts";
import { EscapeKey } from "../../base/escape-key.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { SHEET_STYLES } from "../../theme/sheet-styles.ts";

const REASONS: readonly ReportReason[] = ["spam", "abuse", "sexual", "personal", "other"];

/**
 * Asks for the reason of a report: one press sends it. (SPEC HE4)
 *
 * Fires `close`.
 */
export class ReportElement extends LazyElement {
  static override readonly sheets: readonly string[] = [SHEET_STYLES];
  @property() accessor chat: Chat | undefined;
  @property() accessor message!: MessageEntry;
  /** Missing texts of `RoomTexts` are shown in English. */
  @property() accessor texts!: Texts;
  #notice: string | undefined;
  #isDone = false;

  constructor() {
    super();
    new CoverChat(this, () => this.#close());
    new EscapeKey(
      this,
      () => true,
      () => this.#close(),
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("message")) return;
    this.#notice = undefined;
    this.#isDone = false;
  }

  protected override render(): TemplateResult {
    const { message } = this;
    const texts = this.#roomTexts;
    const title = texts.reportTitle(message.nickname);
    return html`<div
      class="sheet report"
      part="report-sheet"
      role="dialog"
      aria-label=${title}
      aria-modal="true"
    >
      <h3 aria-level="2">${title}</h3>
      <p class="sheet-quote" dir="auto">${message.message}</p>
      ${this.#notice ? html`<p>${this.#notice}</p>` : nothing}
      <div class="choices">
        ${
          this.#isDone
            ? nothing
            : REASONS.map(
                (reason) =>
                  html`<button class="choice" @click=${() => void this.#send(reason)}>
                    ${texts.reportReasons[reason]}
                  </button>`,
              )
        }
      </div>
      <button class="text-button quiet close" @click=${this.#close}>
        ${this.#isDone ? texts.close : texts.cancel}
      </button>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("message")) this.querySelector("button")?.focus();
  }

  get #roomTexts(): RoomTexts {
    return { ...enRoom, ...(this.texts as object) };
  }

  async #send(reason: ReportReason): Promise<void> {
    const { message } = this;
    const answer = await this.chat?.ask("report-message", { id: message.id, reason });
    if (this.message !== message) return;
    const refusal = answer?.ok ? undefined : (answer?.error.code ?? "store-unavailable");
    this.#isDone = refusal === undefined;
    this.#notice = refusal ? errorText(this.texts, refusal) : this.#roomTexts.reportDone;
    announce(this, this.#notice);
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector<HTMLElement>(".close")?.focus();
  }

  readonly #close = (): void => this.tell("close");
}

defineOnce("live-chat-report", ReportElement);
