import type { Transaction } from "kysely";
import type { Append, AppendRemoval } from "../../../chat/ports/append.ts";
import type { LockedStream } from "./locked-stream.ts";
import { seqOfId } from "./entry-id.ts";
import type { Schema } from "../schema.ts";
import { TOMBSTONE } from "./write-rows.ts";

type OwnRemoval = AppendRemoval & { onlyOf: string };

/**
 * Erases messages removed by their authors from all data that staff keep: the audit log, texts that
 * could be restored, and texts that were cleared or purged. An author's own removal cannot be
 * undone. (SPEC MO8, RM5)
 */
export async function eraseOwnRemovals(
  trx: Transaction<Schema>,
  stream: LockedStream,
  batch: readonly Append[],
): Promise<void> {
  for (const { messageId, onlyOf } of batch.filter(isOwnRemoval)) {
    const seq = seqOfId(messageId);
    await trx
      .deleteFrom("removed_texts")
      .where("stream_id", "=", stream.id)
      .where("seq", "=", seq)
      .where("user_id", "=", onlyOf)
      .execute();
    if (seq < Math.max(stream.clearedSeq, stream.purgedSeq))
      await trx
        .updateTable("entries")
        .set(TOMBSTONE)
        .where("stream_id", "=", stream.id)
        .where("seq", "=", seq)
        .where("id", "=", messageId)
        .where("user_id", "=", onlyOf)
        .where("kind", "in", ["message", "tombstone"])
        .execute();
    const ofMessage = trx
      .updateTable("actions")
      .where("stream_id", "=", stream.id)
      .where("message_id", "=", messageId)
      .where("user_id", "=", onlyOf);
    await ofMessage.set({ message_text: null }).execute();
    await ofMessage.set({ undo: null }).where("kind", "=", "remove").execute();
  }
}

function isOwnRemoval(append: Append): append is OwnRemoval {
  return append.kind === "removal" && append.onlyOf !== undefined;
}
