import type { Chat, PendingMessage } from "../../../client/index.ts";
import { failureText } from "../../../i18n/error-text.ts";
import type { WritingArea } from "../../composer/writing-area.ts";
import { findRow } from "../../feed/log-items.ts";
import type { LiveChat } from "../../live-chat.ts";

/**
 * Puts a refused message back into the composer, before the present draft, and shows the reason.
 * Without a message: the first such one, as soon as the draft is empty. A retry of the message
 * could only fail again.
 */
export function restoreRejectedDraft(
  element: LiveChat,
  chat: Chat | undefined,
  message: PendingMessage | undefined = chat
    ?.getSnapshot()
    .pending.find((pending) => pending.isRefused && mayReturn(element, pending)),
): void {
  const writing = writingOf(element);
  if (!message || !chat || !writing?.composer) return;
  const { composer, texts } = writing;
  const answered = message.replyTo && findRow(chat.getSnapshot(), message.replyTo);
  writing.putBack([message.text, composer.draft].filter(Boolean).join("\n"));
  if (answered?.kind === "message") writing.replyingTo ??= answered;
  composer.refuse(failureText(message, texts));
  chat.discard(message.clientId);
}

/** Whether its return disturbs nobody. */
function mayReturn(element: LiveChat, { replyTo }: PendingMessage): boolean {
  const writing = writingOf(element);
  if (!writing || writing.composer?.draft !== "") return false;
  const { kind } = writing.permission;
  if (kind !== "granted" && kind !== "sign-in-required") return false;
  // Starting a reply takes the focus, which may be elsewhere by now.
  const { activeElement } = element.shadowRoot!;
  return !replyTo || (activeElement !== null && writing.contains(activeElement));
}

/** Undefined if the page allows nobody to write. */
function writingOf(element: LiveChat): WritingArea | undefined {
  if (element.noComposer || element.readOnly) return undefined;
  return element.shadowRoot?.querySelector("live-chat-writing") ?? undefined;
}
