import { sql, type Kysely, type Transaction } from "kysely";
import type { LockedStream } from "./locked-stream.ts";
import { seqOfId } from "./entry-id.ts";
import { isShadowed, type EntryRow } from "./entry-rows.ts";
import type { Database, Schema } from "../schema.ts";
import { TOMBSTONE } from "./write-rows.ts";
import { erasePerson } from "./erase-person.ts";

/*
 * A purge is a cut-off: the person's earlier messages are read as removed from then on, and the
 * texts are erased in steps, later. So a purge of any size is one row. (SPEC EN6)
 */

/** From where reading a stream's log must consider purges and clears. */
export interface Cuts {
  clearedSeq: number;
  /** The last purge with unerased texts; 0 for none. */
  purgedSeq: number;
}

/** Maximum number of messages per step: sends wait behind it. */
const PURGE_STEP = 500;
const DAY_MS = 24 * 60 * 60_000;

/** Stores a purge until its texts are erased: when it can no longer be undone, or immediately. */
export async function recordPurge(
  trx: Transaction<Schema>,
  stream: LockedStream,
  { userId, seq, undoable }: { userId: string; seq: number; undoable: boolean },
): Promise<void> {
  await trx
    .insertInto("purges")
    .values({
      stream_id: stream.id,
      user_id: userId,
      seq,
      erase_at: undoable ? stream.nowMs + DAY_MS : 0,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  stream.purgedSeq = Math.max(stream.purgedSeq, seq);
  await dropReports(trx, stream.id, userId, seq);
}

/** Reverts a purge: messages that nothing else removes are readable again. (SPEC MO8) */
export async function undoPurge(
  trx: Transaction<Schema>,
  stream: LockedStream,
  seq: number,
): Promise<void> {
  await trx
    .deleteFrom("purges")
    .where("stream_id", "=", stream.id)
    .where("seq", "=", seq)
    .execute();
  stream.purgedSeq = await newestPurge(trx, stream.id);
}

/** Rows for reading: purged messages become tombstones. */
export async function withoutPurged(
  db: Kysely<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
  { purgedSeq }: Pick<Cuts, "purgedSeq">,
): Promise<readonly EntryRow[]> {
  const authors = new Set<string>();
  for (const row of rows)
    if (hasText(row) && row.seq < purgedSeq && row.user_id !== null) authors.add(row.user_id);
  if (authors.size === 0) return rows;
  const cutOffs = await readCutOffs(db, streamId, [...authors]);
  if (cutOffs.size === 0) return rows;
  return rows.map((row) =>
    hasText(row) && row.seq < (cutOffs.get(row.user_id ?? "") ?? 0)
      ? { ...row, ...TOMBSTONE }
      : row,
  );
}

function hasText(row: EntryRow): boolean {
  return row.kind === "message" || isShadowed(row);
}

/**
 * The seq before which all messages of each person are purged; people without a purge are absent.
 */
async function readCutOffs(
  db: Kysely<Schema>,
  streamId: string,
  userIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("purges")
    .select(["user_id", (eb) => eb.fn.max("seq").as("seq")])
    .where("stream_id", "=", streamId)
    .where("user_id", "in", userIds)
    .groupBy("user_id")
    .execute();
  return new Map(rows.map(({ user_id, seq }) => [user_id, seq]));
}

/** Whether a purge would remove messages of a person; for the operator, also purged texts. */
export async function hasMessages(
  db: Kysely<Schema>,
  streamId: string,
  userId: string,
  { forGood }: { forGood: boolean },
): Promise<boolean> {
  const ofPerson = db
    .selectFrom("entries")
    .select("seq")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .orderBy("seq", "desc")
    .limit(1);
  // Literals, because partial indexes cannot be used with parameters.
  const shown = await ofPerson.where("kind", "=", sql.lit("message")).executeTakeFirst();
  const shadowed = await ofPerson
    .where("kind", "=", sql.lit("tombstone"))
    .where("body", "is not", null)
    .executeTakeFirst();
  const newestSeq = Math.max(shown?.seq ?? 0, shadowed?.seq ?? 0);
  if (newestSeq === 0) return false;
  let purge = db
    .selectFrom("purges")
    .select("seq")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .where("seq", ">", newestSeq);
  if (forGood) purge = purge.where("erase_at", "=", 0);
  return (await purge.limit(1).executeTakeFirst()) === undefined;
}

/** Erases one step of what is due; false if nothing is. */
export async function erasePurged(db: Database, nowMs: number): Promise<boolean> {
  const due = await db
    .selectFrom("purges")
    .selectAll()
    .where("erase_at", "<=", nowMs)
    .orderBy("erase_at")
    .limit(1)
    .executeTakeFirst();
  if (!due) return false;
  const { stream_id: streamId, user_id: userId, seq, erase_at } = due;
  await db.transaction().execute(async (trx) => {
    // Locks the stream's row first, like an append: two nodes then do two steps, not one twice.
    await trx
      .updateTable("streams")
      .set({ purged_seq: (eb) => eb.ref("purged_seq") })
      .where("id", "=", streamId)
      .execute();
    const isMore = await eraseStep(trx, { streamId, userId, seq, forGood: erase_at === 0 });
    if (isMore) return;
    await trx
      .deleteFrom("purges")
      .where("stream_id", "=", streamId)
      .where("user_id", "=", userId)
      .where("seq", "=", seq)
      .execute();
    await trx
      .updateTable("streams")
      .set({ purged_seq: await newestPurge(trx, streamId) })
      .where("id", "=", streamId)
      .execute();
  });
  return true;
}

/** Erases one step; returns whether there is more. */
export async function eraseStep(
  trx: Transaction<Schema>,
  purge: { streamId: string; userId: string; seq: number; forGood: boolean },
): Promise<boolean> {
  const { streamId, userId, forGood } = purge;
  const goes = await findEntriesOf(trx, purge, "message");
  // Tombstones of single removals keep their author, and are erased as well.
  const rest = forGood ? "tombstone" : "shadowed";
  if (goes.length < PURGE_STEP) goes.push(...(await findEntriesOf(trx, purge, rest)));
  if (goes.length > 0)
    await trx
      .updateTable("entries")
      .set({ ...TOMBSTONE, user_id: null, client_id: null })
      .where("stream_id", "=", streamId)
      .where("seq", "in", goes)
      .execute();
  const isMore = forGood && (await erasePerson(trx, streamId, userId, PURGE_STEP));
  return isMore || goes.length >= PURGE_STEP;
}

/** The first entries of a person and kind that a purge removes. */
async function findEntriesOf(
  trx: Transaction<Schema>,
  { streamId, userId, seq }: { streamId: string; userId: string; seq: number },
  which: "message" | "tombstone" | "shadowed",
): Promise<number[]> {
  const kind = which === "message" ? "message" : "tombstone";
  const rows = await trx
    .selectFrom("entries")
    .select("seq")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    // A literal, because the partial indexes of authors cannot be used with parameters.
    .where("kind", "=", sql.lit(kind))
    .where("seq", "<=", seq)
    .orderBy("seq")
    .limit(PURGE_STEP)
    .$if(which === "shadowed", (query) => query.where("body", "is not", null))
    .execute();
  return rows.map((row) => row.seq);
}

async function newestPurge(trx: Transaction<Schema>, streamId: string): Promise<number> {
  const { seq } = await trx
    .selectFrom("purges")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .where("stream_id", "=", streamId)
    .executeTakeFirstOrThrow();
  return seq ?? 0;
}

/** Maximum number of reports checked in one purge; the others wait for staff to dismiss them. */
const REPORTS = 5_000;

/** Removed messages cannot be reviewed: their reports would only delay others. (SPEC HE4) */
async function dropReports(
  trx: Transaction<Schema>,
  streamId: string,
  userId: string,
  beforeSeq: number,
): Promise<void> {
  const reported = await trx
    .selectFrom("reports")
    .select("message_id")
    .distinct()
    .where("stream_id", "=", streamId)
    .limit(REPORTS)
    .execute();
  if (reported.length === 0) return;
  const theirs = await trx
    .selectFrom("entries")
    .select("id")
    .where("stream_id", "=", streamId)
    .where(
      "seq",
      "in",
      reported.map(({ message_id }) => seqOfId(message_id)),
    )
    .where("user_id", "=", userId)
    .where("seq", "<", beforeSeq)
    .execute();
  if (theirs.length > 0)
    await trx
      .deleteFrom("reports")
      .where("stream_id", "=", streamId)
      .where(
        "message_id",
        "in",
        theirs.map(({ id }) => id),
      )
      .execute();
}
