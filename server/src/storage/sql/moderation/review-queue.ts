import type { ReportedMessage, ReportReason, ReviewQueue } from "#protocol";
import type { ExpressionBuilder } from "kysely";
import { seqOfId } from "../log/entry-id.ts";
import { toMessage } from "../log/entry-rows.ts";
import type { Database, Schema } from "../schema.ts";
import { HELD_PER_STREAM } from "../log/held-limits.ts";
import { withoutPurged } from "../log/purges.ts";
import { toHeldMessage } from "../log/held-messages.ts";

/** Maximum number of items of each kind in one answer. (SPEC HE3) */
const LISTED = 100;

/** Reads the oldest items that wait for review, and their total number. (SPEC HE3) */
export async function readReviewQueue(db: Database, streamId: string): Promise<ReviewQueue> {
  const held = await db
    .selectFrom("held_messages")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where(waitsForStaff)
    .orderBy("at")
    .orderBy("id")
    .limit(LISTED)
    .execute();
  const { count } = await db
    .selectFrom("held_messages")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("stream_id", "=", streamId)
    .executeTakeFirstOrThrow();
  return {
    held: held.map(toHeldMessage),
    reported: await readReported(db, streamId),
    waiting: (await countWaiting(db, [streamId])).get(streamId) ?? 0,
    ...(count >= HELD_PER_STREAM && { full: true as const }),
  };
}

/** The number of messages that wait for review, by stream; none where none wait. (SPEC MO11) */
export async function countWaiting(
  db: Database,
  streamIds: readonly string[],
): Promise<Map<string, number>> {
  const held = await db
    .selectFrom("held_messages")
    .select(["stream_id", (eb) => eb.fn.countAll<number>().as("count")])
    .where("stream_id", "in", streamIds)
    .where(waitsForStaff)
    .groupBy("stream_id")
    .execute();
  const reported = await db
    .selectFrom("reports")
    .select(["stream_id", (eb) => eb.fn.count<number>("message_id").distinct().as("count")])
    .where("stream_id", "in", streamIds)
    .groupBy("stream_id")
    .execute();
  const counts = new Map<string, number>();
  for (const { stream_id, count } of [...held, ...reported])
    counts.set(stream_id, (counts.get(stream_id) ?? 0) + count);
  return counts;
}

/** Messages held by filters, openly or not; those of shadow-banned people are not reviewed. */
function waitsForStaff(eb: ExpressionBuilder<Schema, "held_messages">) {
  return eb.or([eb("why", "=", "filter"), eb("rule", "is not", null)]);
}

async function readReported(db: Database, streamId: string): Promise<ReportedMessage[]> {
  const oldest = await db
    .selectFrom("reports")
    .select(["message_id", (eb) => eb.fn.max("at").as("last_at")])
    .where("stream_id", "=", streamId)
    .groupBy("message_id")
    .orderBy((eb) => eb.fn.min("at"))
    .limit(LISTED)
    .execute();
  if (oldest.length === 0) return [];
  const ids = oldest.map(({ message_id }) => message_id);
  const counts = await db
    .selectFrom("reports")
    .select(["message_id", "reason", (eb) => eb.fn.countAll<number>().as("count")])
    .where("stream_id", "=", streamId)
    .where("message_id", "in", ids)
    .groupBy(["message_id", "reason"])
    .execute();
  const found = await db
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("seq", "in", ids.map(seqOfId))
    .where("kind", "=", "message")
    .execute();
  const read = await withoutPurged(db, streamId, found, { purgedSeq: Infinity });
  const rows = read.filter(({ kind }) => kind === "message");
  return oldest.flatMap(({ message_id, last_at }) => {
    const row = rows.find(({ id }) => id === message_id);
    if (!row) return [];
    const reports = counts
      .filter((each) => each.message_id === message_id)
      .map(({ reason, count }) => ({ reason: reason as ReportReason, count }));
    return [{ message: toMessage(row), reports, lastAtMs: last_at }];
  });
}
