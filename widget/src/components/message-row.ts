import type { Person, Role } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../i18n/en.ts";
import { errorText } from "../i18n/error-text.ts";
import type { Chat, PendingMessage } from "../store/index.ts";
import { nameColorClass } from "../theme/name-color.ts";
import { avatar } from "./avatar.ts";
import { shieldIcon, starIcon, trashIcon } from "./icons.ts";
import { linkedText } from "./linked-text.ts";
import type { LogItem } from "./log-items.ts";

export interface RowContext {
  readonly chat: Chat | undefined;
  readonly texts: Texts;
  readonly hasPictures: boolean;
  readonly time: Intl.DateTimeFormat;
  /** Moderators and owners remove what others wrote, too. (SPEC RM1) */
  readonly isStaff: boolean;
}

/** One row of the log. Arrow keys move among rows, so only the active one is a tab stop. */
export function messageRow(item: LogItem, isActive: boolean, context: RowContext): TemplateResult {
  const tabIndex = isActive ? 0 : -1;
  switch (item.kind) {
    case "message":
      return committedRow(item, tabIndex, context);
    case "pending":
      return pendingRow(item, tabIndex, context);
    case "removed":
      return html`<div
        class="row removed"
        part="message removed"
        role="article"
        tabindex=${tabIndex}
      >
        ${context.texts.removed}
      </div>`;
  }
}

function committedRow(
  { row, isFollowUp, isMine }: LogItem & { kind: "message" },
  tabIndex: number,
  context: RowContext,
): TemplateResult {
  const classes = `row ${isFollowUp ? "follow-up" : ""} ${isMine ? "mine" : ""}`;
  const part = isMine ? "message own-message" : "message";
  return html`<div class=${classes} part=${part} role="article" tabindex=${tabIndex}>
    ${isFollowUp ? nothing : avatar(row, context.hasPictures)}
    <div class="body">
      ${author(row, row.role, isFollowUp, context.texts)} ${messageText(row.message)}
    </div>
    ${timeOf(row.timestamp, context)}
    ${isMine || context.isStaff ? removeButton(row.id, tabIndex, context) : nothing}
  </div>`;
}

function pendingRow(
  { message, author: me, isFollowUp }: LogItem & { kind: "pending" },
  tabIndex: number,
  context: RowContext,
): TemplateResult {
  const { status, text } = message;
  const person = { ...me, nickname: me.nickname ?? "" };
  const classes = `row pending mine ${status} ${isFollowUp ? "follow-up" : ""}`;
  const part = `message own-message ${status}`;
  return html`<div class=${classes} part=${part} role="article" tabindex=${tabIndex}>
    ${isFollowUp ? nothing : avatar(person, context.hasPictures)}
    <div class="body">
      ${author(person, me.role, isFollowUp, context.texts)} ${messageText(text)}
      ${status === "failed" ? failure(message, context) : nothing}
      ${
        status === "sending"
          ? html`<span class="visually-hidden">${context.texts.sending}</span>`
          : nothing
      }
    </div>
  </div>`;
}

function failure({ clientId, error }: PendingMessage, { chat, texts }: RowContext): TemplateResult {
  return html`<div class="failure">
    <span class="reason">${errorText(texts, error ?? "not-delivered")}</span>
    <button class="text-button" part="retry" @click=${() => chat?.retry(clientId)}>
      ${texts.retry}
    </button>
    <button class="text-button quiet" part="discard" @click=${() => chat?.discard(clientId)}>
      ${texts.discard}
    </button>
  </div>`;
}

function removeButton(id: string, tabIndex: number, { chat, texts }: RowContext): TemplateResult {
  return html`<button
    class="icon-button remove"
    part="remove"
    tabindex=${tabIndex}
    aria-label=${texts.remove}
    title=${texts.remove}
    @click=${() => void chat?.removeMessage(id)}
  >
    ${trashIcon}
  </button>`;
}

function author(person: Person, role: Role, isFollowUp: boolean, texts: Texts): TemplateResult {
  return html`<span class=${isFollowUp ? "author visually-hidden" : "author"}
    ><bdi class="name ${nameColorClass(person.userId)}" part="name">${person.nickname}</bdi>${badge(
      role,
      texts,
    )}</span
  >`;
}

function badge(role: Role, texts: Texts): TemplateResult | typeof nothing {
  if (role !== "moderator" && role !== "owner") return nothing;
  return html` <span class="badge ${role}" part="badge"
    >${role === "owner" ? starIcon : shieldIcon}${texts[role]}</span
  >`;
}

function messageText(text: string): TemplateResult {
  return html`<span class="text" part="text" dir="auto">${linkedText(text)}</span>`;
}

function timeOf(timestamp: number, { time }: RowContext): TemplateResult {
  const date = new Date(timestamp);
  return html`<time class="time" part="time" datetime=${date.toISOString()}
    >${time.format(date)}</time
  >`;
}
