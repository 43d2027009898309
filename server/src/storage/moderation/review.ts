import type { Role } from "#protocol";
import { seqOfId } from "../new-id.ts";
import { messageRow, restorationRow, type EntryRow } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";
import { isOutsideLog } from "./held-rows.ts";
import { withoutPurged } from "./purges.ts";
import { dismissReports, findMessage } from "./removals.ts";
import type { HeldMessagesTable } from "./schema.ts";

/** Lets a held message into the log, at its end; a shadowed one at its place. (SPEC HE2, HE6) */
export async function approve(work: Work<ActionOf<"approve">>): Promise<Deed | Refused> {
  const { trx, stream, action } = work;
  const held = await takeHeld(work, action.heldId);
  if (!held) return "not-found";
  const shown = await showToAll(work, held);
  if (shown) return { ...deedOn(held), entries: [shown] };
  const parent = held.reply_to ? await findMessage(work, held.reply_to) : undefined;
  const author = {
    ...{ userId: held.user_id, nickname: held.nickname ?? "" },
    ...(held.avatar_url && { avatarUrl: held.avatar_url }),
    role: (held.role ?? "guest") as Role,
  };
  const isFree = held.client_id !== null && !(await isUsed(work, held));
  const row = messageRow(
    {
      ...{ kind: "message", streamId: stream.id, author, message: held.body ?? "" },
      ...(isFree && held.client_id && { clientId: held.client_id }),
    },
    stream.nextPlace(),
    parent,
  );
  await writeRows(trx, stream.id, [row]);
  return { ...deedOn(held), entries: [row], message: { id: row.id, text: held.body ?? "" } };
}

/** Makes a shadowed message everyone's, if it still stands in the log. */
async function showToAll(
  { trx, stream }: Work,
  held: HeldMessagesTable,
): Promise<EntryRow | undefined> {
  const seq = seqOfId(held.id);
  if (isOutsideLog(held) || seq < stream.clearedSeq) return undefined;
  const ofMessage = trx
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("seq", "=", seq)
    .where("id", "=", held.id)
    .where("kind", "=", "tombstone")
    .where("body", "is not", null);
  const [row] = await withoutPurged(trx, stream.id, await ofMessage.execute(), stream);
  if (!row || row.body === null) return undefined;
  await trx
    .updateTable("entries")
    .set({ kind: "message" })
    .where("stream_id", "=", stream.id)
    .where("seq", "=", seq)
    .execute();
  const restoration = restorationRow(seq, row.id, stream.nextPlace());
  await writeRows(trx, stream.id, [restoration]);
  return restoration;
}

/** Drops a held message. (SPEC HE2) */
export async function reject(work: Work<ActionOf<"reject">>): Promise<Deed | Refused> {
  const held = await takeHeld(work, work.action.heldId);
  return held ? deedOn(held) : "not-found";
}

/** Puts the reports of a message away. (SPEC HE4) */
export async function dismiss(work: Work<ActionOf<"dismiss">>): Promise<Deed | Refused> {
  const { messageId } = work.action;
  const count = await dismissReports(work, messageId);
  if (count === 0) return "not-found";
  const row = await findMessage(work, messageId);
  return {
    message: { id: messageId, text: row?.body ?? "" },
    ...(row?.user_id && { person: { userId: row.user_id, nickname: row.nickname ?? undefined } }),
    detail: { reports: count },
  };
}

/** Takes a message out of the queue: whoever comes second finds nothing. */
function takeHeld({ trx, stream }: Work, heldId: string): Promise<HeldMessagesTable | undefined> {
  return trx
    .deleteFrom("held_messages")
    .where("stream_id", "=", stream.id)
    .where("id", "=", heldId)
    .returningAll()
    .executeTakeFirst();
}

/** Whether the author has sent another message under the same clientId meanwhile. (SPEC LOG3) */
async function isUsed({ trx, stream }: Work, held: HeldMessagesTable): Promise<boolean> {
  const row = await trx
    .selectFrom("entries")
    .select("seq")
    .where("stream_id", "=", stream.id)
    .where("client_id", "=", held.client_id)
    .where("user_id", "=", held.user_id)
    .executeTakeFirst();
  return row !== undefined;
}

function deedOn(held: HeldMessagesTable): Deed {
  return {
    person: {
      userId: held.user_id,
      nickname: held.nickname ?? undefined,
      avatarUrl: held.avatar_url ?? undefined,
    },
    message: { id: held.id, text: held.body ?? "" },
    detail: { why: held.why, ...(held.rule && { rule: held.rule }) },
  };
}
