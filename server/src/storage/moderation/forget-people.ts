import type { Transaction } from "kysely";
import type { Append } from "../../chat/ports.ts";
import type { Schema } from "../schema.ts";

/** Takes the words of those out of moderation's tables whose messages the operator deletes. (SPEC AD3) */
export async function forgetPeople(
  trx: Transaction<Schema>,
  streamId: string,
  batch: readonly Append[],
): Promise<void> {
  const userIds = batch.flatMap((append) => (append.kind === "purge" ? [append.userId] : []));
  if (userIds.length === 0) return;
  for (const table of ["removed_texts", "held_messages"] as const)
    await trx
      .deleteFrom(table)
      .where("stream_id", "=", streamId)
      .where("user_id", "in", userIds)
      .execute();
  // That something was done to them stays; what they wrote, and their name, does not.
  await trx
    .updateTable("actions")
    .set({ message_text: null, nickname: null, avatar_url: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .execute();
  // Nor can it be brought back.
  await trx
    .updateTable("actions")
    .set({ undo: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .where("kind", "in", ["remove", "purge"])
    .execute();
  await trx
    .updateTable("sanctions")
    .set({ nickname: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .execute();
}
