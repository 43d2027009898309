import type { Answer, AuditRecord, MessageEntry, ModerationAction } from "#protocol";
import type { TemplateResult } from "lit";
import { icon } from "../base/lazy-icon.ts";
import type { Here, Html } from "../element-context.ts";
import { enRoom } from "../../i18n/en/en-room.ts";
import { errorText } from "../../i18n/error-text.ts";
import { enStaff, type StaffTexts } from "../../i18n/en/en-staff.ts";
import { loadStaffTexts } from "../../i18n/load-staff-texts.ts";
import type { Chat } from "../../client/index.ts";
import { adoptSheet } from "../theme/adopt-sheet.ts";
import { SHEET_STYLES } from "../theme/sheet-styles.ts";
import { TOGGLE_STYLES } from "../theme/toggle-styles.ts";
import type { Commands, StaffView } from "./staff-view.ts";
import { askStaff } from "./ask-staff.ts";
import { commandChat } from "./command-chat.ts";
import { parseCommand } from "./commands/parse-command.ts";
import { suggestCommands } from "./commands/suggest-commands.ts";
import { describeRecord } from "./describe-record.ts";
import { helpSheet } from "./help-sheet.ts";
import { PersonLookup } from "./person-lookup.ts";
import { PauseAutoscroll } from "./pause-autoscroll.ts";
import { ListKeys } from "./list-keys.ts";
import { PANEL_STYLES } from "./panel-styles.ts";
import { personMenu } from "./person-menu.ts";
import { rowActions } from "./staff-row-actions.ts";
import type { Staff } from "./staff.ts";
import { STAFF_ICONS } from "./staff-icons.ts";
import { StaffPanel } from "./staff-panel.ts";
import { STAFF_STYLES } from "./staff-styles.ts";
import type { Subject } from "./subject.ts";
import { Toasts } from "./toasts.ts";

/** All that staff have beyond what everyone has: acts, says what came of it, and offers the way back. */
export class Moderation implements StaffView, Staff {
  readonly html: Html;
  readonly here: Here;
  readonly people: PersonLookup = new PersonLookup();
  texts: StaffTexts = enStaff;
  readonly #toasts: Toasts;
  readonly #panel: StaffPanel = new StaffPanel(this);
  #sheet: (() => TemplateResult) | undefined;
  #locale: string | undefined;
  #chat: { of: Chat; own: Chat & Commands } | undefined;
  #seenNews: unknown;

  constructor(here: Here, html: Html) {
    this.here = here;
    this.html = html;
    this.#toasts = new Toasts(html, () => this.update());
    const root = here.host.shadowRoot!;
    for (const styles of [SHEET_STYLES, TOGGLE_STYLES, STAFF_STYLES, PANEL_STYLES])
      adoptSheet(root, styles);
    new PauseAutoscroll(this).listen(root);
    new ListKeys(this, () => this.#toasts.undoLast()).listen(root);
    here.host.addController({ hostDisconnected: () => this.#toasts.stop() });
  }

  get chat(): (Chat & Commands) | undefined {
    const { chat } = this.here;
    if (!chat) return undefined;
    if (this.#chat?.of !== chat)
      this.#chat = {
        of: chat,
        own: commandChat(chat, {
          run: (line) => this.#run(line),
          suggest: (typed) => suggestCommands(typed, this.texts),
        }),
      };
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
    return this.html`${this.#panel.render()}${this.#sheet?.() ?? ""}${this.#toasts.render()}`;
  }

  readonly act = async (action: ModerationAction): Promise<Answer<{ record: AuditRecord }>> => {
    const answer = await askStaff(this, "moderate", { action });
    if (answer.ok) {
      const { id, undoable } = answer.record;
      const undo = {
        label: this.texts.undo,
        run: () => void this.act({ kind: "undo", actionId: id }),
      };
      const said = describeRecord(answer.record, this.texts, this.here.locale);
      this.#toasts.add(said, undoable ? undo : undefined);
    } else this.say(this.#errorText(answer.error.code));
    this.#panel.refresh();
    return answer;
  };

  say(text: string): void {
    this.#toasts.add(text);
  }

  openMenu(subject: Subject): void {
    this.#open(() => personMenu(this, subject, { onClose: () => this.#close() }));
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
    void loadStaffTexts(language).then((texts) => {
      if (locale !== this.#locale) return;
      this.texts = texts;
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
    if (parsed.kind === "help") this.#open(() => helpSheet(this, () => this.#close()));
    else void this.act(parsed.action);
    return true;
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
    void this.#focus(".sheet button");
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
