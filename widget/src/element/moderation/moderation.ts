import type { Answer, AuditRecord, MessageEntry, ModerationAction } from "#protocol";
import type { TemplateResult } from "lit";
import { icon } from "../base/lazy-icon.ts";
import type { Here, Html } from "../element-context.ts";
import { enRoom } from "../../i18n/en/en-room.ts";
import { errorText } from "../../i18n/error-text.ts";
import { enStaff, type StaffTexts } from "../../i18n/en/en-staff.ts";
import { STAFF_TEXTS } from "../../i18n/staff-texts.ts";
import type { Chat } from "../../client/index.ts";
import { adoptSheet } from "../theme/adopt-sheet.ts";
import { SHEET_STYLES } from "../theme/sheet-styles.ts";
import { TOGGLE_STYLES } from "../theme/toggle-styles.ts";
import type { Commands, StaffView } from "./staff-view.ts";
import { ActionSender } from "./action-sender.ts";
import { commandChat } from "./command-chat.ts";
import { parseCommand } from "./commands/parse-command.ts";
import { suggestCommands } from "./commands/suggest-commands.ts";
import { describeRecord } from "./describe-record.ts";
import "./command-help.ts";
import { PersonLookup } from "./person-lookup.ts";
import { PauseAutoscroll } from "./pause-autoscroll.ts";
import { ListKeys } from "./list-keys.ts";
import { PANEL_STYLES } from "./panel-styles.ts";
import "./person-menu.ts";
import { rowActions } from "./staff-row-actions.ts";
import type { Staff } from "./staff.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { StaffPanel } from "./staff-panel.ts";
import { STAFF_STYLES } from "./staff-styles.ts";
import type { Subject } from "./subject.ts";
import "./toasts.ts";
import type { Toast } from "./toasts.ts";

/** So many of what was said last can be taken back by a key. */
const MOST_TOASTS = 3;

/** All that staff have beyond what everyone has: acts, says what came of it, and offers the way back. */
export class Moderation implements StaffView, Staff {
  readonly html: Html;
  readonly here: Here;
  readonly people: PersonLookup = new PersonLookup();
  texts: StaffTexts = enStaff;
  #toasts: readonly Toast[] = [];
  #toastCount = 0;
  #sender = new ActionSender(undefined);
  readonly #panel: StaffPanel = new StaffPanel(this);
  #sheet: (() => TemplateResult) | undefined;
  #locale: string | undefined;
  #chat: { of: Chat; own: Chat & Commands } | undefined;
  #seenNews: unknown;

  constructor(here: Here, html: Html) {
    this.here = here;
    this.html = html;
    const root = here.host.shadowRoot!;
    for (const styles of [SHEET_STYLES, TOGGLE_STYLES, STAFF_STYLES, PANEL_STYLES])
      adoptSheet(root, styles);
    new PauseAutoscroll(this).listen(root);
    new ListKeys(this, () => this.#undoLast()).listen(root);
  }

  get chat(): (Chat & Commands) | undefined {
    const { chat } = this.here;
    if (!chat) return undefined;
    if (this.#chat?.of !== chat) {
      this.#sender = new ActionSender(chat);
      this.#chat = {
        of: chat,
        own: commandChat(chat, {
          run: (line) => this.#run(line),
          suggest: (typed) => suggestCommands(typed, this.texts),
        }),
      };
    }
    return this.#chat.own;
  }

  rowActions(message: MessageEntry, isActive: boolean): TemplateResult {
    return rowActions(this, message, isActive);
  }

  button(): TemplateResult {
    const { html, texts } = this;
    const waiting = this.here.snapshot.news?.waiting ?? 0;
    const label = waiting > 0 ? texts.staffWaiting(waiting) : texts.staff;
    return html`<button
      class="icon-button staff-button"
      part="staff"
      aria-label=${label}
      title=${label}
      aria-expanded=${this.#panel.isOpen ? "true" : "false"}
      @click=${() => this.#toggle()}
    >
      ${icon(html, STAFF_ICONS.shield)}${
        waiting > 0 ? html`<b class="count">${waiting > 99 ? "99+" : waiting}</b>` : ""
      }
    </button>`;
  }

  render(): TemplateResult {
    this.#look();
    const { language, locale } = this.here;
    return this.html`${this.#panel.render()}${this.#sheet?.() ?? ""}<live-chat-toasts
        .toasts=${this.#toasts}
        .language=${language}
        .locale=${locale}
        @undo=${({ detail }: CustomEvent<Toast>) => this.#undo(detail)}
        @expire=${({ detail: id }: CustomEvent<number>) => this.#dropToast(id)}
      ></live-chat-toasts>`;
  }

  readonly act = async (action: ModerationAction): Promise<Answer<{ record: AuditRecord }>> => {
    const answer = await this.#sender.act(action);
    if (answer.ok) {
      const { id, undoable } = answer.record;
      this.say(
        describeRecord(answer.record, this.texts, this.here.locale),
        undoable ? id : undefined,
      );
    } else this.say(this.#errorText(answer.error.code));
    this.#panel.refresh();
    return answer;
  };

  say(text: string, actionId?: string): void {
    const toast = { id: ++this.#toastCount, text, ...(actionId && { actionId }) };
    this.#toasts = [...this.#toasts, toast].slice(-MOST_TOASTS);
    this.update();
  }

  openMenu(subject: Subject): void {
    this.#open(
      () => this.html`<live-chat-person-menu
        .subject=${subject}
        .me=${this.here.snapshot.me}
        .act=${this.act}
        .language=${this.here.language}
        .locale=${this.here.locale}
        @close=${() => this.#close()}
        @open-card=${({ detail: userId }: CustomEvent<string>) => this.openCard(userId)}
      ></live-chat-person-menu>`,
    );
  }

  openCard(userId: string): void {
    this.#sheet = undefined;
    this.#panel.openCard(userId);
    void this.#focus(".panel-body");
  }

  update(): void {
    this.here.host.requestUpdate();
  }

  /** Takes note of what has changed since the last rendering. */
  #look(): void {
    const { snapshot, locale, language } = this.here;
    this.people.take(snapshot.rows);
    if (snapshot.news !== this.#seenNews) {
      this.#seenNews = snapshot.news;
      queueMicrotask(() => this.#panel.refresh());
    }
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.texts = STAFF_TEXTS.find(language) ?? enStaff;
    if (!language || STAFF_TEXTS.find(language)) return;
    void STAFF_TEXTS.load(language).then(() => {
      if (locale !== this.#locale) return;
      this.texts = STAFF_TEXTS.find(language) ?? enStaff;
      this.update();
    });
  }

  #run(line: string): boolean {
    const parsed = parseCommand(line, this.people.all, this.texts);
    if (parsed.kind === "refused") {
      const why = this.texts.refused[parsed.why];
      this.say(typeof why === "function" ? why(parsed.name) : why);
      return false;
    }
    if (parsed.kind === "help") this.#openHelp();
    else void this.act(parsed.action);
    return true;
  }

  #openHelp(): void {
    this.#open(
      () => this.html`<live-chat-command-help
        .language=${this.here.language}
        @close=${() => this.#close()}
      ></live-chat-command-help>`,
    );
  }

  #undo({ id, actionId }: Toast): void {
    this.#dropToast(id);
    if (actionId !== undefined) void this.act({ kind: "undo", actionId });
  }

  #undoLast(): void {
    const last = this.#toasts.findLast(({ actionId }) => actionId !== undefined);
    if (last) this.#undo(last);
  }

  #dropToast(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.update();
  }

  #errorText(code: Parameters<typeof errorText>[1]): string {
    const { texts } = this.here;
    return errorText({ ...texts, errors: { ...enRoom.errors, ...texts.errors } }, code);
  }

  #toggle(): void {
    if (this.#panel.isOpen) return this.#panel.close();
    this.#panel.open();
    void this.#focus(".tab[aria-selected=true]");
  }

  #open(sheet: () => TemplateResult): void {
    this.#sheet = sheet;
    this.update();
  }

  /** Back to where the focus was, of those places that are always there. */
  #close(): void {
    this.#sheet = undefined;
    this.update();
    if (!this.#panel.isOpen) void this.#focus(".row[tabindex='0'], .scroller");
  }

  async #focus(selector: string): Promise<void> {
    await this.here.host.updateComplete;
    const root = this.here.host.shadowRoot;
    root?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }
}
