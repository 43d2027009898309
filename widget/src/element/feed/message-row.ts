import type { Person, Role } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "../../i18n/en/en.ts";
import { failureText } from "../../i18n/error-text.ts";
import type { RoomTexts } from "../../i18n/en/en-room.ts";
import type { PendingMessage, ShownMessage } from "../../client/index.ts";
import { nameColorClass, nameTag } from "../theme/name-color.ts";
import { avatar } from "./avatar.ts";
import { shieldIcon, starIcon } from "../base/icons.ts";
import type { LogItem } from "./log-items.ts";
import { isNamed, messageText } from "./message-text.ts";
import { presenceLine } from "./presence-line.ts";
import { rowActions } from "./row-actions.ts";
import type { RowContext, RowState } from "./row-context.ts";
import { rowQuote } from "./row-quote.ts";
import { rowTime } from "./row-time.ts";

/** A badge next to a name. */
type Badge = "moderator" | "owner" | "bot";

/** One row of the log. Arrow keys move among rows, so only the active one is a tab stop. */
export function messageRow(item: LogItem, state: RowState, context: RowContext): TemplateResult {
  switch (item.kind) {
    case "message":
      return committedRow(item, state, context);
    case "pending":
      return pendingRow(item, state, context);
    case "presence":
      return presenceLine(item.row, context.texts);
    case "removed":
      return html`<div
        class="row removed"
        part="message removed"
        role="article"
        aria-label=${context.texts.removed}
        tabindex=${state.isActive ? 0 : -1}
        .key=${item.key}
      >
        ${context.texts.removed}
      </div>`;
  }
}

function committedRow(
  item: LogItem & { kind: "message" },
  state: RowState,
  context: RowContext,
): TemplateResult {
  const { row, isFollowUp, isMine, parent } = item;
  const namesMe = !isMine && isNamed(row.message, context.myName);
  const kind = isMine ? "mine" : namesMe ? "names-me" : "";
  const review = reviewOf(row, context.texts);
  const classes = `row ${kind} ${isFollowUp ? "follow-up" : ""} ${state.isOpen ? "open" : ""}`;
  const own = context.own(item);
  return html`<div
    class=${classes}
    part=${isMine ? "message own-message" : namesMe ? "message mentions-me" : "message"}
    role="article"
    aria-label=${labelOf(item, row, row.role, state, context)}
    tabindex=${state.isActive ? 0 : -1}
    .key=${item.key}
  >
    ${isFollowUp || own ? nothing : avatar(row, context.hasPictures)}
    <div class="body">
      ${row.replyTo ? rowQuote(row.replyTo, parent, state, context) : nothing}
      ${said(own ?? written(row, row.role, row.message, item, context), item, state, context)}
      ${review ? html`<div class="failure">${review}</div>` : nothing}
    </div>
    ${context.showsTimes ? rowTime(row.timestamp, context) : nothing}
    <button
      class="row-menu"
      tabindex="-1"
      aria-label=${context.texts.actions}
      aria-expanded=${state.isOpen ? "true" : "false"}
      @click=${() => context.open(item)}
    ></button>
    ${state.isOpen ? rowActions(item, state, context) : nothing}
  </div>`;
}

function pendingRow(
  item: LogItem & { kind: "pending" },
  state: RowState,
  context: RowContext,
): TemplateResult {
  const { row, author: me, isFollowUp, parent } = item;
  const person = { ...me, nickname: me.nickname ?? "" };
  const classes = `row pending mine ${row.status} ${isFollowUp ? "follow-up" : ""}`;
  const own = context.own(item);
  return html`<div
    class=${classes}
    part="message own-message ${row.status}"
    role="article"
    aria-label=${labelOf(item, person, me.role, state, context)}
    tabindex=${state.isActive ? 0 : -1}
    .key=${item.key}
  >
    ${isFollowUp || own ? nothing : avatar(person, context.hasPictures)}
    <div class="body">
      ${row.replyTo ? rowQuote(row.replyTo, parent, state, context) : nothing}
      ${said(own ?? written(person, me.role, row.text, item, context), item, state, context)}
      ${row.status === "failed" ? failure(row, context) : nothing}
      ${
        row.status === "sending"
          ? html`<span class="visually-hidden">${context.texts.sending}</span>`
          : nothing
      }
    </div>
  </div>`;
}

/** Author and text. */
function written(
  person: Person,
  role: Role,
  text: string,
  { isFollowUp }: LogItem & { kind: "message" | "pending" },
  context: RowContext,
): TemplateResult {
  return html`${author(person, role, isFollowUp, context)} ${messageText(text, context)}`;
}

/** The text; a very long one is truncated until it is expanded. */
function said(
  content: TemplateResult,
  item: LogItem,
  { isActive, isWhole }: RowState,
  context: RowContext,
): TemplateResult {
  const { more, less } = context.texts;
  return html`<div class=${isWhole ? "said whole" : "said"}>${content}</div>
    ${
      isWhole === undefined
        ? nothing
        : html`<button
            class="text-button more"
            part="more"
            tabindex=${isActive ? 0 : -1}
            aria-expanded=${isWhole ? "true" : "false"}
            @click=${() => context.toggle(item)}
          >
            ${isWhole ? less : more}
          </button>`
    }`;
}

/** The label for screen readers, because an article gets no name from its content. */
function labelOf(
  item: LogItem & { kind: "message" | "pending" },
  person: Person,
  role: Role,
  { isActive }: RowState,
  context: RowContext,
): string | typeof nothing {
  if (!isActive) return nothing;
  const { texts, hiddenUserIds } = context;
  const { row, parent } = item;
  const badge = badgeOf(person, role);
  const name = [person.nickname, tagOf(person, role, context)].filter(Boolean).join(" ");
  const by = badge ? `${name}, ${texts[badge]}` : name;
  const answered = parent?.kind === "message" && !hiddenUserIds.has(parent.userId);
  const reply = answered ? `${texts.inReplyTo(parent.nickname)}. ` : "";
  return `${by}: ${reply}${"text" in row ? row.text : row.message}${conditionOf(row, texts)}`;
}

/** The state of a message that is not simply sent. */
function conditionOf(row: PendingMessage | ShownMessage, texts: Texts): string {
  const condition =
    "message" in row
      ? reviewOf(row, texts)
      : row.status === "failed"
        ? failureText(row, texts)
        : row.status === "sending" && texts.sending;
  return condition ? `. ${condition}` : "";
}

/** The review state of a message. (SPEC HE1, HE7) */
function reviewOf({ held, rejected }: ShownMessage, texts: Texts): string | false | undefined {
  return rejected ? texts.rejected : held && texts.held;
}

/** A message that was refused as it is can only be edited, not retried. */
function failure(row: PendingMessage, { chat, texts, me, reword }: RowContext): TemplateResult {
  const { clientId, isRefused } = row;
  const later: Partial<RoomTexts> = texts as object;
  const label = isRefused ? me?.maySend && later.reword : texts.retry;
  return html`<div class="failure">
    <span class="reason" dir="auto">${failureText(row, texts)}</span>
    ${
      label
        ? html`<button
            class="text-button"
            part="retry"
            @click=${() => (isRefused ? reword(row) : chat?.retry(clientId))}
          >
            ${label}
          </button>`
        : nothing
    }
    <button class="text-button quiet" part="discard" @click=${() => chat?.discard(clientId)}>
      ${texts.discard}
    </button>
  </div>`;
}

/** Guests may take any name, so they need a tag; signed-in people do not. */
function tagOf(
  { userId, nickname }: Person,
  role: Role,
  { isShared }: RowContext,
): string | undefined {
  return role === "guest" && isShared(nickname) ? nameTag(userId) : undefined;
}

function author(
  person: Person,
  role: Role,
  isFollowUp: boolean,
  context: RowContext,
): TemplateResult {
  const { userId, nickname } = person;
  const tag = tagOf(person, role, context);
  return html`<span class=${isFollowUp ? "author visually-hidden" : "author"}
    ><bdi class="name ${nameColorClass(userId)}" part="name">${nickname}</bdi>${
      tag ? html`<small class="name-tag" part="name-tag">${tag}</small>` : nothing
    }${badge(badgeOf(person, role), context.texts)}</span
  >`;
}

/** Whether a bot wrote it. (SPEC AD9) */
function isBot({ userId }: Person): boolean {
  return userId.startsWith("bot:");
}

function badgeOf(person: Person, role: Role): Badge | undefined {
  if (isBot(person)) return "bot";
  return role === "moderator" || role === "owner" ? role : undefined;
}

function badge(role: Badge | undefined, texts: Texts): TemplateResult | typeof nothing {
  if (!role) return nothing;
  return html` <span class="badge ${role}" part="badge"
    >${role === "bot" ? nothing : role === "owner" ? starIcon : shieldIcon}${texts[role]}</span
  >`;
}
