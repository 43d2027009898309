import { sql, type Kysely } from "kysely";
import { isGuest } from "../is-guest.ts";
import { erasePurged } from "../log/purges.ts";
import { TOMBSTONE } from "../log/write-rows.ts";
import type { Database } from "../schema.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** How long texts removed by staff are kept: as long as the removal can be undone. (SPEC MO8) */
const REMOVED_MS = DAY_MS;
const HELD_MS = 30 * DAY_MS;
/** Guests not seen for this long are forgotten, with their addresses. */
const GUESTS_MS = 30 * DAY_MS;
/** Longer than the slowest slow mode, and than the period without repeated texts. */
const RECENT_MS = 2 * HOUR_MS;

/**
 * Deletes moderation data that is kept for a limited time, at most `limit` rows of each kind; false
 * if nothing is left to delete.
 */
export async function deleteExpired(db: Database, nowMs: number, limit: number): Promise<boolean> {
  let isMore = false;
  const old = [
    ["removed_texts", "removed_at", REMOVED_MS, ["stream_id", "seq"]],
    ["held_messages", "at", HELD_MS, ["stream_id", "id"]],
    ["slow_writers", "at", RECENT_MS, ["stream_id", "user_id"]],
    ["recent_texts", "at", RECENT_MS, ["stream_id", "fingerprint"]],
    ["reports", "at", HELD_MS, ["stream_id", "message_id", "user_id"]],
  ] as const;
  for (const [table, column, keptMs, keys] of old) {
    const rows = await deleteExpiredRows(db, table, column, keys, nowMs - keptMs, limit);
    isMore ||= rows === limit;
  }
  isMore = (await erasePurged(db, nowMs)) || isMore;
  isMore = (await deleteOldGuests(db, nowMs - GUESTS_MS, limit)) || isMore;
  return (await eraseCleared(db, nowMs - REMOVED_MS, limit)) || isMore;
}

async function deleteExpiredRows(
  db: Database,
  table: string,
  column: string,
  keys: readonly string[],
  beforeMs: number,
  limit: number,
): Promise<number> {
  // The tables have only the queried columns in common.
  const tables = db as unknown as Kysely<Record<string, Record<string, number>>>;
  const key = sql<number>`(${sql.join(keys.map((name) => sql.ref(name)))})`;
  const { numDeletedRows } = await tables
    .deleteFrom(table)
    .where(key, "in", (old) =>
      old.selectFrom(table).select(keys).where(column, "<", beforeMs).limit(limit),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

async function deleteOldGuests(db: Database, beforeMs: number, limit: number): Promise<boolean> {
  const gone = await db
    .deleteFrom("people")
    .where("user_id", "in", (guests) =>
      guests
        .selectFrom("people")
        .select("user_id")
        .where("seen_at", "<", beforeMs)
        .where(isGuest("user_id"))
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(gone.numDeletedRows) === limit;
}

/**
 * A stream with cleared texts, and the seq up to which no clearing can be undone any more. A newer
 * clearing takes that from the one before it, so a stream that is cleared every day has such texts,
 * too, although its last clearing is recent.
 */
async function findCleared(
  db: Database,
  beforeMs: number,
): Promise<{ id: string; buried_seq: number; due_seq: number } | undefined> {
  const old = await db
    .selectFrom("streams")
    .select(["id", "buried_seq", "cleared_seq as due_seq"])
    .whereRef("buried_seq", "<", "cleared_seq")
    .where("cleared_at", "<", beforeMs)
    .limit(1)
    .executeTakeFirst();
  if (old) return old;
  return db
    .selectFrom("streams")
    .innerJoin("actions", "actions.stream_id", "streams.id")
    .select(["streams.id", "streams.buried_seq", "actions.log_seq as due_seq"])
    .whereRef("streams.buried_seq", "<", "streams.cleared_seq")
    .where("actions.kind", "=", "clear")
    .where("actions.at", "<", beforeMs)
    .where("actions.undone_by", "is", null)
    .whereRef("actions.log_seq", ">", "streams.buried_seq")
    .orderBy("actions.log_seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Erases cleared texts from the log, once the clearing can no longer be undone. */
async function eraseCleared(db: Database, beforeMs: number, limit: number): Promise<boolean> {
  const due = await findCleared(db, beforeMs);
  if (!due) return false;
  const { id, buried_seq: from, due_seq } = due;
  const to = Math.min(from + limit, due_seq);
  await db.transaction().execute(async (trx) => {
    // Locks the stream's row first, like an append.
    await trx.updateTable("streams").set({ buried_seq: to }).where("id", "=", id).execute();
    await trx
      .updateTable("entries")
      .set({ ...TOMBSTONE, user_id: null, client_id: null })
      .where("stream_id", "=", id)
      .where((eb) =>
        eb.or([
          eb("kind", "=", "message"),
          eb.and([eb("kind", "=", "tombstone"), eb("body", "is not", null)]),
        ]),
      )
      .where("seq", ">=", from)
      .where("seq", "<=", to)
      .execute();
  });
  return true;
}
