import type {
  ChatError,
  HeldMessage,
  ModerationAction,
  Person,
  ReportedMessage,
  ReviewQueue,
  Role,
} from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { nameColorClass, nameTag } from "../../theme/name-color.ts";
import { askStaff } from "../ask-staff.ts";
import type { Subject } from "../subject.ts";
import { FetchingElement } from "./fetching-element.ts";

/** What a key does with the message that has the focus: the key's place, for every script. */
const KEYS: Readonly<Record<string, ".keep" | ".drop">> = { KeyA: ".keep", KeyR: ".drop" };
/** What moved under a pointer is not pressed by who was pressing what stood there. */
const GUARDED_MS = 400;

/**
 * Shows the review queue: held and reported messages. (SPEC HE3)
 *
 * With the focus on a message, A lets it stand and R takes it away; either way the next one has
 * the focus then. The arrows go through the list.
 *
 * Fires `open-menu` with a person and their message.
 */
class ReviewQueueElement extends FetchingElement {
  #queue: ReviewQueue | undefined;
  #error: ChatError | undefined;
  /** Items decided on here; the list is read again later. */
  #decided: ReadonlySet<string> = new Set();
  /** Those that are known to wait no longer. */
  #done: ReadonlySet<string> = new Set();
  #movedAtMs = -GUARDED_MS;
  /** Which item is to have the focus once the list is drawn, or what in it. */
  #focusAt: { readonly index: number; readonly within: string } | undefined;

  protected override render(): TemplateResult {
    const { staffTexts: texts } = this;
    if (!this.#queue) return renderNote(this.#error ? texts.notLoaded : texts.loading);
    const held = this.#queue.held.filter(({ id }) => !this.#decided.has(id));
    const reported = this.#queue.reported.filter(({ message }) => !this.#decided.has(message.id));
    if (held.length + reported.length === 0) return renderNote(texts.queueEmpty);
    return renderNote(
      this.#queue.full ? texts.queueFull : "",
      html`<ul class="panel-list review-list" @keydown=${this.#onKeydown}>
        ${[
          ...held.map((message) => this.#renderHeld(message)),
          ...reported.map((message) => this.#renderReported(message)),
        ].map((content, i) => html`<li tabindex=${i === 0 ? 0 : -1}>${content}</li>`)}
      </ul>`,
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const at = this.#focusAt;
    if (at === undefined) return;
    this.#focusAt = undefined;
    const items = this.#items;
    const next = items[Math.min(at.index, items.length - 1)];
    const place = (at.within && next?.querySelector<HTMLElement>(at.within)) || next;
    (place ?? this.querySelector<HTMLElement>("p"))?.focus();
  }

  protected override async read(): Promise<void> {
    // What was asked for before may be older than a decision.
    const done = this.#done;
    const answer = await this.order.of(askStaff(this.chat, "load-queue", {}));
    if (!answer) return;
    if (answer.ok) {
      this.#queue = answer;
      // From here on the list is right about these: what an undo brought back waits again.
      this.#decided = without(this.#decided, done);
      this.#done = without(this.#done, done);
    } else this.#error = answer.error;
    this.requestUpdate();
  }

  #renderHeld(message: HeldMessage): TemplateResult {
    const { staffTexts: texts } = this;
    const { id: heldId, why, rule } = message;
    return html`${said(message, rule ?? texts.heldBecause[why])}
      <div class="review">
        ${this.#renderButton("keep", texts.approve, message, { kind: "approve", heldId })}
        ${this.#renderButton("drop", texts.reject, message, { kind: "reject", heldId })}
        ${this.#renderPerson(message)}
      </div>`;
  }

  #renderReported({ message, reports }: ReportedMessage): TemplateResult {
    const { staffTexts: texts } = this;
    const { id: messageId } = message;
    const why = reports.map(({ reason, count }) => `${texts.reportedBecause[reason]} ${count}`);
    return html`${said(message, why.join(", "))}
      <div class="review">
        ${this.#renderButton("drop", texts.remove, message, { kind: "remove", messageId })}
        ${this.#renderButton("keep", texts.dismiss, message, { kind: "dismiss", messageId })}
        ${this.#renderPerson(message)}
      </div>`;
  }

  /** Each button's label names its message, because the focus moves from one to the next. */
  #renderButton(
    effect: "keep" | "drop",
    label: string,
    { id, nickname, message }: Person & { id: string; message: string },
    action: ModerationAction,
  ): TemplateResult {
    return html`<button
      class="small-button ${effect}"
      data-do=${action.kind}
      aria-label="${label}: ${nickname}: ${message.slice(0, 80)}"
      aria-keyshortcuts=${effect === "keep" ? "A" : "R"}
      @click=${(event: MouseEvent) => void this.#decide(event, id, action)}
    >
      ${label}
    </button>`;
  }

  /** The items of the list, in order. */
  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".review-list > li")];
  }

  /** Goes on to the next at once; what could not be done stands there again. */
  async #decide({ detail, currentTarget }: MouseEvent, id: string, action: ModerationAction) {
    const nowMs = performance.now();
    if (detail > 0 && nowMs - this.#movedAtMs < GUARDED_MS) return;
    this.#movedAtMs = nowMs;
    const button = currentTarget as HTMLElement;
    const item = button.closest("li")!;
    // Only keys take the focus along: a mouse or a finger has its own place.
    const isOnButton = (this.getRootNode() as ShadowRoot).activeElement === button;
    const within = isOnButton ? (button.matches(".keep") ? ".keep" : ".drop") : "";
    if (detail === 0) this.#focusAt = { index: this.#items.indexOf(item), within };
    this.#decided = new Set([...this.#decided, id]);
    this.requestUpdate();
    const answer = await this.act(action);
    // What is no longer there was decided elsewhere, or dropped by a newer one. (SPEC HE5)
    const isGone = answer.ok || answer.error.code === "not-found";
    if (isGone) this.#done = new Set([...this.#done, id]);
    else this.#decided = without(this.#decided, new Set([id]));
    this.requestUpdate();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { code, key, ctrlKey, metaKey, altKey, isComposing, repeat } = event;
    const item = (event.target as HTMLElement).closest("li");
    if (!item || ctrlKey || metaKey || altKey || isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step !== undefined) {
      const items = this.#items;
      event.preventDefault();
      return items[items.indexOf(item) + step]?.focus();
    }
    const effect = KEYS[code];
    if (!effect) return;
    event.preventDefault();
    // A key that is held down decides once: nobody has read what comes next.
    if (!repeat) item.querySelector<HTMLButtonElement>(effect)?.click();
  };

  #renderPerson(
    message: Person & { id: string; message: string; role: HeldMessage["role"] },
  ): TemplateResult {
    const { id, message: text, role, userId, nickname } = message;
    const subject: Subject = { person: { userId, nickname }, role, message: { id, text } };
    return html`<button class="small-button" @click=${() => this.request("open-menu", subject)}>
      ${nickname}…
    </button>`;
  }
}

/** The live region is there before its text, which screen readers would miss otherwise. */
function renderNote(text: string, list: TemplateResult | typeof nothing = nothing): TemplateResult {
  const isFocusable = list === nothing;
  return html`<p
      class=${text ? "panel-note" : ""}
      role="status"
      tabindex=${isFocusable ? -1 : nothing}
      .textContent=${text}
    ></p>
    ${list}`;
}

function without(ids: ReadonlySet<string>, gone: ReadonlySet<string>): Set<string> {
  return new Set([...ids].filter((id) => !gone.has(id)));
}

function said(
  { userId, nickname, message, role }: Person & { message: string; role: Role },
  why: string,
) {
  return html`<p class="record-foot">${why}</p>
    <p>
      <bdi class="name ${nameColorClass(userId)}">${nickname}</bdi>${
        // Here nobody sees whether somebody else has the name, too.
        role === "guest" ? html`<small class="name-tag">${nameTag(userId)}</small>` : nothing
      }
      <span class="text" dir="auto">${message}</span>
    </p>`;
}

defineOnce("live-chat-review-queue", ReviewQueueElement);
