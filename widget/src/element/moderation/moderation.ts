import type {
  ActionScope,
  Answer,
  AuditRecord,
  ErrorCode,
  ModerationAction,
  Person,
} from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Chat, ChatSnapshot } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";
import { enRoom } from "../../i18n/en/en-room.ts";
import { errorText } from "../../i18n/error-text.ts";
import { defineOnce } from "../base/lazy-element.ts";
import { property } from "../base/property.ts";
import type { CommandHint, Commands } from "../composer/commands.ts";
import { ListShortcuts } from "../feed/moderated-list/list-shortcuts.ts";
import { PauseAutoscroll } from "../feed/moderated-list/pause-autoscroll.ts";
import { keyOf } from "../feed/log-items.ts";
import { usualScope } from "./action-scope.ts";
import { ActionSender } from "./action-sender.ts";
import "./command-help.ts";
import { isCommand, parseCommand } from "./commands/parse-command.ts";
import { suggestCommands } from "./commands/suggest-commands.ts";
import { EscapeKey } from "../base/escape-key.ts";
import { describeRecord } from "./describe-record.ts";
import { PersonLookup } from "./person-lookup.ts";
import "./person-menu.ts";
import {
  QUICK_TIMEOUT_SECONDS,
  type QuickAction,
  type QuickActionDetail,
} from "./quick-actions.ts";
import "./staff-button.ts";
import { StaffElement } from "./staff-element.ts";
import "./staff-panel.ts";
import { mayActOn, subjectOf, type Subject } from "./subject.ts";
import "./toasts.ts";
import type { Toast } from "./toasts.ts";

/** Number of recent actions that a key can undo. */
const MOST_TOASTS = 3;
const KEYS: Readonly<Record<string, QuickAction>> = {
  d: "remove",
  t: "timeout",
  b: "ban",
  m: "menu",
};

/**
 * All staff tools in the chat: performs actions, shows their results, and offers undo. It is in the
 * root of the list of messages, which stands still under the mouse.
 *
 * Fires `panel` with whether the panels are to be open.
 */
export class ModerationElement extends StaffElement implements Commands {
  @property() accessor chat: Chat | undefined;
  @property() accessor snapshot!: ChatSnapshot;
  /** The texts that everyone has. */
  @property() accessor texts!: Texts;
  @property() accessor isPanelOpen = false;

  /** It shows no text by itself, and commands need it at once. */
  protected override readonly waitsForTexts = false;
  readonly #people = new PersonLookup();
  #sender = new ActionSender(undefined);
  #toasts: readonly Toast[] = [];
  #toastCount = 0;
  /** What is open over the messages: a person's menu, or all commands. */
  #sheet: Subject | "help" | undefined;
  #cardOf: string | undefined;
  /** Incremented with every action, here or elsewhere. (SPEC MO11) */
  #revision = 0;

  constructor() {
    super();
    new PauseAutoscroll(this);
    new ListShortcuts(this, (key, rowKey) => this.#onKey(key, rowKey));
    new EscapeKey(
      this,
      () => this.isPanelOpen || this.#sheet !== undefined,
      () => this.#onEscape(),
    );
  }

  /** Performs a quick action. */
  doQuickly({ kind, message }: QuickActionDetail): void {
    const { id: messageId, userId } = message;
    if (kind === "menu") return this.openMenu(subjectOf(message));
    if (!mayActOn(this.snapshot.me, message)) return;
    if (kind === "remove") void this.act({ kind, messageId });
    else if (kind === "ban") void this.act({ kind, userId, purge: true });
    else void this.act({ kind, userId, seconds: QUICK_TIMEOUT_SECONDS });
  }

  /** Shows what can be done with somebody. */
  openMenu(subject: Subject): void {
    this.#openSheet(subject);
  }

  run(text: string): boolean | undefined {
    const line = text.trim();
    if (!isCommand(line)) return undefined;
    const parsed = parseCommand(line, this.#people.all, this.staffTexts);
    if (parsed.kind === "refused") {
      const why = this.staffTexts.refused[parsed.why];
      this.#say(typeof why === "function" ? why(parsed.name) : why);
      return false;
    }
    if (parsed.kind === "help") this.#openSheet("help");
    else void this.act(parsed.action, parsed.scope);
    return true;
  }

  suggest(typed: string): CommandHint[] {
    return suggestCommands(typed, this.staffTexts);
  }

  /** Performs an action, and shows its result with an undo button. */
  readonly act = async (
    action: ModerationAction,
    scope?: ActionScope,
  ): Promise<Answer<{ record: AuditRecord }>> => {
    const answer = await this.#ask(action, scope);
    if (answer.ok) {
      const { id, undoable, channelId } = answer.record;
      const said = describeRecord(answer.record, this.staffTexts, this.locale);
      this.#say(said, undoable ? id : undefined, channelId === undefined ? "stream" : "channel");
    } else if (action.kind !== "set-filters" || answer.error.code !== "bad-request")
      // Filter faults are shown in their form.
      this.#say(this.#errorText(answer.error.code));
    this.#revision++;
    this.requestUpdate();
    return answer;
  };

  /** Performs an action; channel staff lift a sanction in both scopes. */
  async #ask(
    action: ModerationAction,
    scope: ActionScope | undefined,
  ): Promise<Answer<{ record: AuditRecord }>> {
    const { me } = this.snapshot;
    if (scope !== undefined || action.kind !== "lift" || !me?.channel)
      return this.#sender.act(action, scope ?? usualScope(me, action));
    const everywhere = await this.#sender.act(action, "channel");
    const here = await this.#sender.act(action, "stream");
    return everywhere.ok ? everywhere : here;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("chat")) this.#sender = new ActionSender(this.chat);
    if (changed.has("isPanelOpen") && !this.isPanelOpen) this.#cardOf = undefined;
    if (!changed.has("snapshot")) return;
    this.#people.take(this.snapshot.rows);
    if (this.snapshot.news !== changed.get("snapshot")?.news) this.#revision++;
  }

  protected override render(): TemplateResult {
    // Over the messages, or below the panels' content, so that toasts never cover a control.
    return html`${this.isPanelOpen ? this.#renderPanel(this.#renderToasts()) : this.#renderToasts()}${this.#renderSheet()}`;
  }

  #renderToasts(): TemplateResult {
    return html`<live-chat-toasts
      .toasts=${this.#toasts}
      .language=${this.language}
      @undo=${({ detail }: CustomEvent<Toast>) => this.#undo(detail)}
      @let-go=${this.#letGo}
      @expire=${({ detail: id }: CustomEvent<number>) => this.#dropToast(id)}
    ></live-chat-toasts>`;
  }

  #renderPanel(foot: TemplateResult): TemplateResult {
    const { me, mode, pinned, news } = this.snapshot;
    return html`<live-chat-staff-panel
      .chat=${this.chat}
      .act=${this.act}
      .me=${me}
      .mode=${mode}
      .pinned=${pinned}
      .waiting=${news?.waiting ?? 0}
      .revision=${this.#revision}
      .lastChannelActionId=${news?.lastChannelActionId}
      .cardOf=${this.#cardOf}
      .foot=${foot}
      .language=${this.language}
      .locale=${this.locale}
      @close=${this.#onPanelClose}
      @back=${() => this.#showCard(undefined)}
      @open-menu=${({ detail }: CustomEvent<Subject>) => this.openMenu(detail)}
      @open-card=${this.#onOpenCard}
      @found=${this.#onFound}
    ></live-chat-staff-panel>`;
  }

  #renderSheet(): TemplateResult | typeof nothing {
    const sheet = this.#sheet;
    if (sheet === undefined) return nothing;
    if (sheet === "help")
      return html`<live-chat-command-help
        .language=${this.language}
        @close=${this.#onSheetClose}
      ></live-chat-command-help>`;
    return html`<live-chat-person-menu
      .subject=${sheet}
      .me=${this.snapshot.me}
      .act=${this.act}
      .language=${this.language}
      .locale=${this.locale}
      @close=${this.#onSheetClose}
      @open-card=${this.#onOpenCard}
    ></live-chat-person-menu>`;
  }

  #onKey(key: string, rowKey: string | undefined): void {
    if (key === "z") {
      const last = this.#toasts.findLast(({ actionId }) => actionId !== undefined);
      if (last) this.#undo(last);
      return;
    }
    const kind = KEYS[key];
    const { rows, me } = this.snapshot;
    const message = rows.find((row) => row.kind === "message" && keyOf(row, me) === rowKey);
    if (kind && message?.kind === "message") this.doQuickly({ kind, message });
  }

  #say(text: string, actionId?: string, scope?: ActionScope): void {
    const way = actionId && { actionId, ...(scope && { scope }) };
    const toast = { id: ++this.#toastCount, text, ...way };
    const others = this.#toasts.filter((other) => !actionId || other.actionId !== actionId);
    this.#toasts = [...others, toast].slice(-MOST_TOASTS);
    this.requestUpdate();
  }

  /** Another action begins. Earlier ones can still be undone by key. */
  readonly #letGo = (): void => {
    this.#toasts = this.#toasts.map((toast) => ({ ...toast, isHidden: true }));
    this.requestUpdate();
  };

  #undo({ id, actionId, scope }: Toast): void {
    this.#dropToast(id);
    if (actionId !== undefined) void this.act({ kind: "undo", actionId }, scope);
  }

  #dropToast(id: number): void {
    this.#toasts = this.#toasts.filter((toast) => toast.id !== id);
    this.requestUpdate();
  }

  #errorText(code: ErrorCode): string {
    const { texts } = this;
    return errorText({ ...texts, errors: { ...enRoom.errors, ...texts.errors } }, code);
  }

  #openSheet(sheet: Subject | "help"): void {
    this.#letGo();
    this.#sheet = sheet;
    this.requestUpdate();
  }

  #showCard(userId: string | undefined): void {
    this.#cardOf = userId;
    this.#sheet = undefined;
    this.requestUpdate();
  }

  readonly #onOpenCard = ({ detail: userId }: CustomEvent<string>): void => {
    // A page that has a place of its own for cards, as the studio has, shows it there.
    const asked = new CustomEvent("live-chat-open-card", { detail: userId, cancelable: true });
    if (!(this.getRootNode() as ShadowRoot).host.dispatchEvent(asked)) return this.#onSheetClose();
    this.#showCard(userId);
    this.tell("panel", true);
  };

  readonly #onPanelClose = (): void => this.tell("panel", false);

  readonly #onFound = ({ detail: people }: CustomEvent<readonly Person[]>): void => {
    for (const person of people) if (!this.#people.find(person.userId)) this.#people.add(person);
  };

  readonly #onSheetClose = (): void => {
    this.#sheet = undefined;
    this.requestUpdate();
  };

  /** Closes the topmost open part, wherever the focus is. */
  readonly #onEscape = (): void => {
    if (this.#sheet !== undefined) this.#onSheetClose();
    else this.#onPanelClose();
  };
}

defineOnce("live-chat-moderation", ModerationElement);
