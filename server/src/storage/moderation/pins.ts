import type { MessageEntry, Pin } from "#protocol";
import { pinRow, toEntry, toPin, type EntryRow } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import type { ActionOf, Deed, Refused, UndoNotes, Work } from "./deed.ts";
import { findMessage } from "./removals.ts";

/** Pins a message of the stream. (SPEC MO9) */
export async function pin(work: Work<ActionOf<"pin">>): Promise<Deed | Refused> {
  const message = await findPinnable(work, work.action.messageId);
  if (!message) return "not-found";
  const { id, message: text, userId, nickname } = message;
  return {
    ...(await replace(work, toPin(message))),
    message: { id, text },
    person: { userId, nickname },
  };
}

/** Pins a text. */
export async function pinText(work: Work<ActionOf<"pin-text">>): Promise<Deed> {
  const { text, link } = work.action;
  const pinned = { text, ...(link && { link }) };
  return { ...(await replace(work, pinned)), detail: pinned };
}

export async function unpin(work: Work<ActionOf<"unpin">>): Promise<Deed | Refused> {
  return work.stream.pinned ? replace(work, undefined) : "not-found";
}

/** Pins again what was pinned before; a message only if it still stands. (SPEC MO8) */
export async function pinAgain(
  work: Work,
  { before }: NonNullable<UndoNotes["pin"]>,
): Promise<EntryRow[]> {
  if (before === null) return putPin(work, undefined);
  if ("text" in before) return putPin(work, before);
  const message = await findPinnable(work, before.messageId);
  return putPin(work, message && toPin(message));
}

/** Puts a pin in the place of another, in the snapshot and in the log. (SPEC EN11) */
async function putPin(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  pinned: Pin | undefined,
): Promise<EntryRow[]> {
  stream.pinned = pinned;
  const entries = [pinRow(pinned, stream.nextPlace())];
  await writeRows(trx, stream.id, entries);
  return entries;
}

async function replace(work: Work, pinned: Pin | undefined): Promise<Deed> {
  const { pinned: old } = work.stream;
  const before = old?.messageId === undefined ? (old ?? null) : { messageId: old.messageId };
  return { entries: await putPin(work, pinned), slot: "pin", undo: { pin: { before } } };
}

async function findPinnable(work: Work, messageId: string): Promise<MessageEntry | undefined> {
  const row = await findMessage(work, messageId);
  const entry = row && toEntry(row);
  return entry?.kind === "message" ? entry : undefined;
}
