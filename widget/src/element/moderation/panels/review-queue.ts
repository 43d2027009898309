import type {
  ChatError,
  HeldMessage,
  ModerationAction,
  Person,
  ReportedMessage,
  ReviewQueue,
  Role,
} from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { defineOnce } from "../../base/lazy-element.ts";
import { nameColorClass, nameTag } from "../../theme/name-color.ts";
import { askStaff } from "../ask-staff.ts";
import type { Subject } from "../subject.ts";
import { FetchingElement } from "./fetching-element.ts";

/**
 * Shows the review queue: held and reported messages. (SPEC HE3)
 *
 * Fires `open-menu` with a person and their message.
 */
class ReviewQueueElement extends FetchingElement {
  #queue: ReviewQueue | undefined;
  #error: ChatError | undefined;

  protected override render(): TemplateResult {
    const { staffTexts: texts } = this;
    if (!this.#queue)
      return html`<p class="panel-note" role="status">
        ${this.#error ? texts.notLoaded : texts.loading}
      </p>`;
    const { held, reported, full } = this.#queue;
    if (held.length + reported.length === 0)
      return html`<p class="panel-note" role="status">${texts.queueEmpty}</p>`;
    return html`${full ? html`<p class="panel-note" role="status">${texts.queueFull}</p>` : ""}
      <ul class="panel-list">
        ${held.map((message) => html`<li>${this.#renderHeld(message)}</li>`)}
        ${reported.map((message) => html`<li>${this.#renderReported(message)}</li>`)}
      </ul>`;
  }

  protected override async read(): Promise<void> {
    const answer = await askStaff(this.chat, "load-queue", {});
    if (answer.ok) this.#queue = answer;
    else this.#error = answer.error;
    this.requestUpdate();
  }

  #renderHeld(message: HeldMessage): TemplateResult {
    const { staffTexts: texts } = this;
    const { id: heldId, why, rule } = message;
    return html`${said(message, rule ?? texts.heldBecause[why])}
      <div class="review">
        ${this.#renderButton(texts.approve, message, { kind: "approve", heldId })}
        ${this.#renderButton(texts.reject, message, { kind: "reject", heldId })}
        ${this.#renderPerson(message)}
      </div>`;
  }

  #renderReported({ message, reports }: ReportedMessage): TemplateResult {
    const { staffTexts: texts } = this;
    const { id: messageId } = message;
    const why = reports.map(({ reason, count }) => `${texts.reportedBecause[reason]} ${count}`);
    return html`${said(message, why.join(", "))}
      <div class="review">
        ${this.#renderButton(texts.remove, message, { kind: "remove", messageId })}
        ${this.#renderButton(texts.dismiss, message, { kind: "dismiss", messageId })}
        ${this.#renderPerson(message)}
      </div>`;
  }

  /** Each button's label names its message, because the focus moves from one to the next. */
  #renderButton(
    label: string,
    { nickname, message }: Person & { message: string },
    action: ModerationAction,
  ): TemplateResult {
    return html`<button
      class="small-button"
      data-do=${action.kind}
      aria-label="${label}: ${nickname}: ${message.slice(0, 80)}"
      @click=${() => void this.act(action)}
    >
      ${label}
    </button>`;
  }

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
