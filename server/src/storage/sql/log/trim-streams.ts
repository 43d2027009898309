import type { Pin } from "#protocol";
import type { Transaction } from "kysely";
import type { Retention, Trimmed } from "../../../chat/ports/message-log.ts";
import { seqOfId } from "./entry-id.ts";
import { fromJson } from "./entry-rows.ts";
import { findLiveMessage } from "./find-live-message.ts";
import type { Database, Schema } from "../schema.ts";

/** Number of streams trimmed in one step. */
const STREAMS = 20;

/**
 * Deletes entries that retention does not keep, from some streams and a part of each. (SPEC LOG8)
 */
export async function trimStreams(
  db: Database,
  retention: Retention,
  limit: number,
): Promise<Trimmed[]> {
  const trimmed: Trimmed[] = [];
  for (const { id } of await findDue(db, retention))
    trimmed.push(
      ...(await db.transaction().execute((trx) => trimStream(trx, id, retention, limit))),
    );
  return trimmed;
}

/** Streams whose oldest entry may be deleted and is not their only one. */
async function findDue(
  db: Database,
  { beforeMs, maxEntries }: Retention,
): Promise<{ id: string }[]> {
  return db
    .selectFrom("streams")
    .innerJoin("entries", (join) =>
      join
        .onRef("entries.stream_id", "=", "streams.id")
        .onRef("entries.seq", "=", "streams.first_seq"),
    )
    .select("streams.id")
    .whereRef("streams.first_seq", "<", "streams.last_seq")
    .where((eb) =>
      eb.or([
        ...(beforeMs === undefined ? [] : [eb("entries.at", "<", beforeMs)]),
        ...(maxEntries === undefined
          ? []
          : [eb(eb("streams.last_seq", "-", eb.ref("streams.first_seq")), ">=", maxEntries)]),
      ]),
    )
    .limit(STREAMS)
    .execute();
}

async function trimStream(
  trx: Transaction<Schema>,
  streamId: string,
  { beforeMs = 0, maxEntries = Infinity }: Retention,
  limit: number,
): Promise<Trimmed[]> {
  // Locks the stream's row first, like an append: of two nodes that trim at once, the slower one
  // would else set the begin of the log back to an entry that is gone.
  const { first_seq, last_seq, pinned } = await trx
    .updateTable("streams")
    .set({ first_seq: (eb) => eb.ref("first_seq") })
    .where("id", "=", streamId)
    .returning(["first_seq", "last_seq", "pinned"])
    .executeTakeFirstOrThrow();
  const oldest = await trx
    .selectFrom("entries")
    .select(["seq", "at"])
    .where("stream_id", "=", streamId)
    .where("seq", "<", last_seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const kept = oldest.findIndex(({ seq, at }) => at >= beforeMs && last_seq - seq < maxEntries);
  const goes = kept === -1 ? oldest.at(-1) : oldest[kept - 1];
  if (!goes || goes.seq < first_seq) return [];
  const pin = fromJson<Pin>(pinned);
  // The pinned message must be removed first; otherwise the pin would outlive it in snapshots.
  if (pin?.messageId !== undefined && seqOfId(pin.messageId) <= goes.seq) {
    const { messageId: pinnedId } = pin;
    if (await isRemovable(trx, streamId, pinnedId))
      return [{ streamId, firstSeq: first_seq, pinnedId }];
    await trx.updateTable("streams").set({ pinned: null }).where("id", "=", streamId).execute();
  }
  const ids = trx
    .selectFrom("entries")
    .select("id")
    .where("stream_id", "=", streamId)
    .where("seq", "<=", goes.seq);
  await trx
    .updateTable("actions")
    .set({ message_text: null })
    .where("stream_id", "=", streamId)
    .where("message_text", "is not", null)
    .where("message_id", "in", ids)
    .execute();
  await trx
    .deleteFrom("removed_texts")
    .where("stream_id", "=", streamId)
    .where("seq", "<=", goes.seq)
    .execute();
  await trx
    .deleteFrom("reports")
    .where("stream_id", "=", streamId)
    .where("message_id", "in", ids)
    .execute();
  const { numDeletedRows } = await trx
    .deleteFrom("entries")
    .where("stream_id", "=", streamId)
    .where("seq", "<=", goes.seq)
    .executeTakeFirst();
  await trx
    .updateTable("streams")
    .set({ first_seq: goes.seq + 1 })
    .where("id", "=", streamId)
    .execute();
  return [{ streamId, firstSeq: goes.seq + 1, removed: Number(numDeletedRows) }];
}

/** Whether a message can be removed. */
async function isRemovable(
  trx: Transaction<Schema>,
  streamId: string,
  id: string,
): Promise<boolean> {
  const row = await findLiveMessage(trx, streamId, id).select("seq").executeTakeFirst();
  return row !== undefined;
}
