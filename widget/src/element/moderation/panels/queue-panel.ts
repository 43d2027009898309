import type { ChatError, HeldMessage, Person, ReportedMessage, ReviewQueue } from "#protocol";
import type { TemplateResult } from "lit";
import { nameColorClass } from "../../theme/name-color.ts";
import { askStaff } from "../ask-staff.ts";
import type { Staff } from "../staff.ts";
import type { Panel } from "./panel.ts";

/** What waits for staff: what was held back, and what viewers have reported. (SPEC HE3) */
export class QueuePanel implements Panel {
  readonly #staff: Staff;
  #queue: ReviewQueue | undefined;
  #error: ChatError | undefined;

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  refresh(): void {
    void this.#load();
  }

  render(): TemplateResult {
    const { html, texts } = this.#staff;
    if (!this.#queue)
      return html`<p class="panel-note">${this.#error ? texts.notLoaded : texts.loading}</p>`;
    const { held, reported } = this.#queue;
    if (held.length + reported.length === 0)
      return html`<p class="panel-note">${texts.queueEmpty}</p>`;
    return html`<ul class="panel-list">
      ${held.map((message) => html`<li>${this.#held(message)}</li>`)}
      ${reported.map((message) => html`<li>${this.#reported(message)}</li>`)}
    </ul>`;
  }

  async #load(): Promise<void> {
    const answer = await askStaff(this.#staff.here.chat, "load-queue", {});
    if (answer.ok) this.#queue = answer;
    else this.#error = answer.error;
    this.#staff.update();
  }

  #held(message: HeldMessage): TemplateResult {
    const { html, texts } = this.#staff;
    const { id: heldId, why, rule } = message;
    return html`${this.#said(message, rule ?? texts.heldBecause[why])}
      <div class="review">
        ${this.#button("approve", texts.approve, { kind: "approve", heldId })}
        ${this.#button("reject", texts.reject, { kind: "reject", heldId })} ${this.#person(message)}
      </div>`;
  }

  #reported({ message, reports }: ReportedMessage): TemplateResult {
    const { html, texts } = this.#staff;
    const { id: messageId } = message;
    const why = reports.map(({ reason, count }) => `${texts.reportedBecause[reason]} ${count}`);
    return html`${this.#said(message, why.join(", "))}
      <div class="review">
        ${this.#button("remove", texts.remove, { kind: "remove", messageId })}
        ${this.#button("dismiss", texts.dismiss, { kind: "dismiss", messageId })}
        ${this.#person(message)}
      </div>`;
  }

  #said({ userId, nickname, message }: Person & { message: string }, why: string): TemplateResult {
    return this.#staff.html`<p class="record-foot">${why}</p>
      <p>
        <bdi class="name ${nameColorClass(userId)}">${nickname}</bdi>
        <span class="text" dir="auto">${message}</span>
      </p>`;
  }

  #button(part: string, label: string, action: Parameters<Staff["act"]>[0]): TemplateResult {
    return this.#staff.html`<button
      class="small-button"
      data-do=${part}
      @click=${() => void this.#staff.act(action)}
    >
      ${label}
    </button>`;
  }

  #person(
    message: Person & { id: string; message: string; role: HeldMessage["role"] },
  ): TemplateResult {
    const { id, message: text, role, userId, nickname } = message;
    const subject = { person: { userId, nickname }, role, message: { id, text } };
    return this.#staff.html`<button
      class="small-button"
      @click=${() => this.#staff.openMenu(subject)}
    >
      ${nickname}…
    </button>`;
  }
}
