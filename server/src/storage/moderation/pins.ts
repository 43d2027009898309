import { stateRow, toPin, type EntryRow, type StoredPin } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";
import { findMessage } from "./removals.ts";

/** Pins a message of the stream. (SPEC MO9) */
export async function pin(work: Work<ActionOf<"pin">>): Promise<Deed | Refused> {
  const row = await findMessage(work, work.action.messageId);
  if (!row) return "not-found";
  const { id: messageId, body, nickname, user_id } = row;
  const text = body ?? "";
  const pinned = {
    ...{ text, messageId },
    ...(nickname && { nickname }),
    ...(user_id && { userId: user_id }),
  };
  return {
    ...(await replace(work, pinned)),
    message: { id: messageId, text },
    ...(user_id && { person: { userId: user_id, nickname: nickname ?? undefined } }),
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

/** Puts a pin in the place of another, in the snapshot and in the log. (SPEC EN11) */
export async function putPin(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  pinned: StoredPin | undefined,
): Promise<EntryRow[]> {
  stream.pinned = pinned;
  const entries = [stateRow("pin", pinned ? toPin(pinned) : null, stream.nextPlace())];
  await writeRows(trx, stream.id, entries);
  return entries;
}

async function replace(work: Work, pinned: StoredPin | undefined): Promise<Deed> {
  const before = work.stream.pinned ?? null;
  return { entries: await putPin(work, pinned), slot: "pin", undo: { pin: { before } } };
}
