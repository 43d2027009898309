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
  // The purge itself takes those that stand behind messages; without any, they are left.
  await trx
    .updateTable("entries")
    .set({ user_id: null, client_id: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .where("kind", "=", "tombstone")
    .execute();
  for (const table of ["reports", "slow_writers"] as const)
    await trx
      .deleteFrom(table)
      .where("stream_id", "=", streamId)
      .where("user_id", "in", userIds)
      .execute();
  // What staff wrote of them goes, and their own name as staff.
  await trx
    .updateTable("actions")
    .set({ detail: null, undo: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .where("kind", "=", "note")
    .execute();
  await trx
    .updateTable("actions")
    .set({ by_nickname: null })
    .where("stream_id", "=", streamId)
    .where("by_user_id", "in", userIds)
    .execute();
  // That something was done to them stays; what they wrote, and their name, does not.
  await trx
    .updateTable("actions")
    .set({ message_text: null, nickname: null, avatar_url: null, reason: null })
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
    .set({ nickname: null, reason: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .execute();
}
