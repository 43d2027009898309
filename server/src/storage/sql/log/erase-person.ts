import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/**
 * Erases a person's words from the moderation tables when the operator deletes their messages, at
 * most `limit` rows of each; returns whether there are more. (SPEC AD3)
 */
export async function erasePerson(
  trx: Transaction<Schema>,
  streamId: string,
  userId: string,
  limit: number,
): Promise<boolean> {
  let isMore = false;
  for (const [table, key] of [
    ["removed_texts", "seq"],
    ["held_messages", "id"],
  ] as const) {
    const { numDeletedRows } = await trx
      .deleteFrom(table)
      .where("stream_id", "=", streamId)
      .where(sql.ref<string>(key), "in", (theirs) =>
        theirs
          .selectFrom(table)
          .select(sql.ref<string>(key).as("key"))
          .where("stream_id", "=", streamId)
          .where("user_id", "=", userId)
          .limit(limit),
      )
      .executeTakeFirst();
    isMore ||= Number(numDeletedRows) === limit;
  }
  for (const table of ["reports", "slow_writers"] as const)
    await trx
      .deleteFrom(table)
      .where("stream_id", "=", streamId)
      .where("user_id", "=", userId)
      .execute();
  // Deletes notes about them, and their own name as staff.
  await trx
    .updateTable("actions")
    .set({ detail: null, undo: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .where("kind", "=", "note")
    .execute();
  await trx
    .updateTable("actions")
    .set({ by_nickname: null })
    .where("stream_id", "=", streamId)
    .where("by_user_id", "=", userId)
    .where("by_nickname", "is not", null)
    .execute();
  // Records of actions on them stay, without their words and name.
  const named = await trx
    .updateTable("actions")
    .set({ message_text: null, nickname: null, avatar_url: null, reason: null })
    .where("stream_id", "=", streamId)
    .where("number", "in", (theirs) =>
      theirs
        .selectFrom("actions")
        .select("number")
        .where("stream_id", "=", streamId)
        .where("user_id", "=", userId)
        .where((eb) =>
          eb.or(
            (["message_text", "nickname", "avatar_url", "reason"] as const).map((name) =>
              eb(name, "is not", null),
            ),
          ),
        )
        .limit(limit),
    )
    .executeTakeFirst();
  isMore ||= Number(named.numUpdatedRows) === limit;
  // Their messages cannot be restored, either.
  const undoable = await trx
    .updateTable("actions")
    .set({ undo: null })
    .where("stream_id", "=", streamId)
    .where("number", "in", (theirs) =>
      theirs
        .selectFrom("actions")
        .select("number")
        .where("stream_id", "=", streamId)
        .where("user_id", "=", userId)
        .where("kind", "in", ["remove", "purge"])
        .where("undo", "is not", null)
        .limit(limit),
    )
    .executeTakeFirst();
  await trx
    .updateTable("sanctions")
    .set({ nickname: null, reason: null })
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .execute();
  return isMore || Number(undoable.numUpdatedRows) === limit;
}
