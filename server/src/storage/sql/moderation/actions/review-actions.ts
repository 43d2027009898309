import type { Role } from "#protocol";
import { seqOfId } from "../../log/entry-id.ts";
import { messageRow, restorationRow, type EntryRow } from "../../log/entry-rows.ts";
import { writeRows } from "../../log/write-rows.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";
import { isOutsideLog } from "../../log/held-messages.ts";
import { withoutPurged } from "../../log/purges.ts";
import { dismissReports, findMessage } from "./removal-actions.ts";
import type { HeldMessagesTable } from "../moderation-tables.ts";

/** Appends a held message to the log; makes a shadowed one visible at its place. (SPEC HE2, HE6) */
export async function approve(
  context: ActionContext<ActionOf<"approve">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { trx, stream, action } = context;
  const held = await claimHeld(context, action.heldId);
  if (!held) return "not-found";
  if (!isOutsideLog(held)) {
    const shown = await showToAll(context, held);
    // It was cleared, purged or trimmed, and does not come back by this.
    return shown ? { ...outcomeOf(held), entries: [shown] } : "not-found";
  }
  const parent = held.reply_to ? await findMessage(context, held.reply_to) : undefined;
  const author = {
    userId: held.user_id,
    nickname: held.nickname ?? "",
    ...(held.avatar_url && { avatarUrl: held.avatar_url }),
    role: (held.role ?? "guest") as Role,
  };
  const isFree = held.client_id !== null && !(await isUsed(context, held));
  const row = messageRow(
    {
      kind: "message",
      streamId: stream.id,
      author,
      message: held.body ?? "",
      ...(isFree && held.client_id && { clientId: held.client_id }),
    },
    stream.nextSlot(),
    parent,
  );
  await writeRows(trx, stream.id, [row]);
  return { ...outcomeOf(held), entries: [row], message: { id: row.id, text: held.body ?? "" } };
}

/** Makes a shadowed message visible to everyone, if it still exists in the log. */
async function showToAll(
  { trx, stream }: ActionContext,
  held: HeldMessagesTable,
): Promise<EntryRow | undefined> {
  const seq = seqOfId(held.id);
  if (seq < stream.clearedSeq) return undefined;
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
  const restoration = restorationRow(seq, row.id, stream.nextSlot());
  await writeRows(trx, stream.id, [restoration]);
  return restoration;
}

/** Drops a held message. (SPEC HE2) */
export async function reject(
  context: ActionContext<ActionOf<"reject">>,
): Promise<ActionOutcome | ActionRefusal> {
  const held = await claimHeld(context, context.action.heldId);
  return held ? outcomeOf(held) : "not-found";
}

/** Dismisses the reports of a message. (SPEC HE4) */
export async function dismiss(
  context: ActionContext<ActionOf<"dismiss">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { messageId } = context.action;
  const count = await dismissReports(context, messageId);
  if (count === 0) return "not-found";
  const row = await findMessage(context, messageId);
  return {
    message: { id: messageId, text: row?.body ?? "" },
    ...(row?.user_id && { person: { userId: row.user_id, nickname: row.nickname ?? undefined } }),
    detail: { reports: count },
  };
}

/** Takes a message out of the queue; a second call finds nothing. */
function claimHeld(
  { trx, stream }: ActionContext,
  heldId: string,
): Promise<HeldMessagesTable | undefined> {
  return trx
    .deleteFrom("held_messages")
    .where("stream_id", "=", stream.id)
    .where("id", "=", heldId)
    .returningAll()
    .executeTakeFirst();
}

/** Whether the author has sent another message under the same clientId meanwhile. (SPEC LOG3) */
async function isUsed({ trx, stream }: ActionContext, held: HeldMessagesTable): Promise<boolean> {
  const row = await trx
    .selectFrom("entries")
    .select("seq")
    .where("stream_id", "=", stream.id)
    .where("client_id", "=", held.client_id)
    .where("user_id", "=", held.user_id)
    .executeTakeFirst();
  return row !== undefined;
}

function outcomeOf(held: HeldMessagesTable): ActionOutcome {
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
