import type { MessageEntry, ReportReason } from "#protocol";
import type { TemplateResult } from "lit";
import type { Here, Html } from "../../element-context.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import { errorText } from "../../../i18n/error-text.ts";
import { adoptSheet } from "../../theme/adopt-sheet.ts";
import { SHEET_STYLES } from "../../theme/sheet-styles.ts";
import { modeLine } from "./mode-line.ts";
import { pinBar } from "./pin-bar.ts";
import { reportSheet, type ReportState } from "./report-sheet.ts";
import { ROOM_STYLES } from "./room-styles.ts";
import type { WritePermission } from "../../../client/session/write-permission.ts";
import { denialText } from "./denial-text.ts";

/** What everyone sees of moderation: the pin, what holds for writing, and reports of messages. */
export class RoomView {
  /** In English; other languages have theirs with all the rest. */
  readonly texts: RoomTexts = enRoom;
  readonly #here: Here;
  readonly #html: Html;
  #report: ReportState | undefined;
  /** The pin that this viewer has put away; another one shows again. */
  #hiddenPin: string | undefined;

  constructor(here: Here, html: Html) {
    this.#here = here;
    this.#html = html;
    for (const styles of [SHEET_STYLES, ROOM_STYLES]) adoptSheet(here.host.shadowRoot!, styles);
  }

  pin(): TemplateResult | undefined {
    const { pinned } = this.#here.snapshot;
    const id = JSON.stringify(pinned);
    return (
      pinned &&
      pinBar(this.#html, pinned, {
        texts: this.#texts,
        isHidden: id === this.#hiddenPin,
        onToggle: () => {
          this.#hiddenPin = id === this.#hiddenPin ? undefined : id;
          this.#update();
        },
      })
    );
  }

  mode(): TemplateResult | undefined {
    const { snapshot, locale } = this.#here;
    return modeLine(this.#html, snapshot, this.#texts, locale);
  }

  /** Why writing is denied, if it is. */
  denialText(permission: WritePermission): string | undefined {
    if (permission.kind !== "denied") return undefined;
    return denialText(permission, this.#texts, this.#here.locale);
  }

  report(): TemplateResult | undefined {
    return (
      this.#report &&
      reportSheet(this.#html, this.#report, this.#texts, {
        onReason: (reason) => void this.#send(reason),
        onClose: () => this.#close(),
      })
    );
  }

  /** Asks what is wrong with a message. */
  async ask(message: MessageEntry): Promise<void> {
    this.#report = { message };
    this.#update();
    await this.#here.host.updateComplete;
    this.#find(".report button")?.focus();
  }

  async #send(reason: ReportReason): Promise<void> {
    const { chat, texts } = this.#here;
    const { message } = this.#report!;
    const answer = await chat?.ask("report-message", { id: message.id, reason });
    if (this.#report?.message !== message) return;
    const isDone = answer?.ok === true;
    const notice = isDone
      ? this.#texts.reportDone
      : errorText(texts, answer?.error.code ?? "store-unavailable");
    this.#report = { message, notice, isDone };
    this.#update();
    await this.#here.host.updateComplete;
    this.#find(".report .close")?.focus();
  }

  #close(): void {
    this.#report = undefined;
    this.#update();
    this.#find(".scroller")?.focus({ preventScroll: true });
  }

  get #texts(): RoomTexts {
    return { ...enRoom, ...(this.#here.texts as object) };
  }

  #find(selector: string): HTMLElement | null | undefined {
    return this.#here.host.shadowRoot?.querySelector<HTMLElement>(selector);
  }

  #update(): void {
    this.#here.host.requestUpdate();
  }
}
