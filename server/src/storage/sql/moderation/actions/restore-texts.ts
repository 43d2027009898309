import { fromJson } from "../../log/entry-rows.ts";
import type { UndoData, ActionContext } from "./action-context.ts";
import type { ActionsTable } from "../moderation-tables.ts";

/**
 * Restores the messages of a removal, except those that another removal covers, which wait until
 * that is undone. Returns the id of the message, if it was one. (SPEC EN9)
 */
export async function restoreTexts(
  context: ActionContext,
  removalSeq: number,
  row: ActionsTable,
): Promise<string | null> {
  const { trx, stream } = context;
  const ofRemoval = trx
    .selectFrom("removed_texts")
    .where("stream_id", "=", stream.id)
    .where("removal_seq", "=", removalSeq);
  const newer = await newerPurge(context, removalSeq, row);
  if (newer !== undefined) {
    await trx
      .updateTable("removed_texts")
      .set({ removal_seq: newer })
      .where("stream_id", "=", stream.id)
      .where("removal_seq", "=", removalSeq)
      .execute();
    return null;
  }
  const [first] = await ofRemoval.select("seq").limit(1).execute();
  const isOne = row.kind === "remove";
  await trx
    .updateTable("entries")
    .from("removed_texts as text")
    .set((eb) => ({
      kind: "message" as const,
      user_id: eb.ref("text.user_id"),
      nickname: eb.ref("text.nickname"),
      avatar_url: eb.ref("text.avatar_url"),
      role: eb.ref("text.role"),
      body: eb.ref("text.body"),
      target_id: eb.ref("text.target_id"),
      target_seq: eb.ref("text.target_seq"),
    }))
    .where("entries.stream_id", "=", stream.id)
    .where("text.stream_id", "=", stream.id)
    .whereRef("entries.seq", "=", "text.seq")
    .where("entries.kind", "=", "tombstone")
    .where("text.removal_seq", "=", removalSeq)
    .execute();
  await trx
    .deleteFrom("removed_texts")
    .where("stream_id", "=", stream.id)
    .where("removal_seq", "=", removalSeq)
    .execute();
  return isOne && first && first.seq > stream.clearedSeq ? row.message_id : null;
}

/** A later purge of the same person that was not undone, if there is one. */
async function newerPurge(
  { trx, stream }: ActionContext,
  removalSeq: number,
  { user_id, number }: ActionsTable,
): Promise<number | undefined> {
  const rows = await trx
    .selectFrom("actions")
    .select(["undo"])
    .where("stream_id", "=", stream.id)
    .where("user_id", "=", user_id)
    .where("number", ">", number)
    .where("kind", "in", ["purge", "ban", "timeout"])
    .where("undone_by", "is", null)
    .orderBy("number")
    .execute();
  return rows
    .map(({ undo }) => fromJson<UndoData>(undo)?.removal)
    .find((seq) => seq !== undefined && seq > removalSeq);
}
