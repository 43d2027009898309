import type { MessageEntry, Pin } from "#protocol";
import { pinRow, toEntry, toPin, type EntryRow } from "../../log/entry-rows.ts";
import { writeRows } from "../../log/write-rows.ts";
import type {
  ActionOf,
  ActionOutcome,
  ActionRefusal,
  UndoData,
  ActionContext,
} from "./action-context.ts";
import { findMessage } from "./removal-actions.ts";

/** Pins a message of the stream. (SPEC MO9) */
export async function pin(
  context: ActionContext<ActionOf<"pin">>,
): Promise<ActionOutcome | ActionRefusal> {
  const message = await findPinnable(context, context.action.messageId);
  if (!message) return "not-found";
  const { id, message: text, userId, nickname } = message;
  return {
    ...(await replacePin(context, toPin(message))),
    message: { id, text },
    person: { userId, nickname },
  };
}

/** Pins a text. */
export async function pinText(
  context: ActionContext<ActionOf<"pin-text">>,
): Promise<ActionOutcome> {
  const { text, link } = context.action;
  const pinned = { text, ...(link && { link }) };
  return { ...(await replacePin(context, pinned)), detail: pinned };
}

export async function unpin(
  context: ActionContext<ActionOf<"unpin">>,
): Promise<ActionOutcome | ActionRefusal> {
  return context.stream.pinned ? replacePin(context, undefined) : "not-found";
}

/** Restores an earlier pin; a message only if it still exists. (SPEC MO8) */
export async function restorePin(
  context: ActionContext,
  { before }: NonNullable<UndoData["pin"]>,
): Promise<EntryRow[]> {
  if (before === null) return applyPin(context, undefined);
  if ("text" in before) return applyPin(context, before);
  const message = await findPinnable(context, before.messageId);
  return applyPin(context, message && toPin(message));
}

/** Replaces the pin in the snapshot and in the log. (SPEC EN11) */
async function applyPin(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
  pinned: Pin | undefined,
): Promise<EntryRow[]> {
  stream.pinned = pinned;
  const entries = [pinRow(pinned, stream.nextSlot())];
  await writeRows(trx, stream.id, entries);
  return entries;
}

async function replacePin(context: ActionContext, pinned: Pin | undefined): Promise<ActionOutcome> {
  const { pinned: old } = context.stream;
  const before = old?.messageId === undefined ? (old ?? null) : { messageId: old.messageId };
  return { entries: await applyPin(context, pinned), slot: "pin", undo: { pin: { before } } };
}

async function findPinnable(
  context: ActionContext,
  messageId: string,
): Promise<MessageEntry | undefined> {
  const row = await findMessage(context, messageId);
  const entry = row && toEntry(row);
  return entry?.kind === "message" ? entry : undefined;
}
