import type { Transaction } from "kysely";
import type { EntryRow } from "./entry-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Schema } from "../schema.ts";
import { slices } from "../slices.ts";

/** Rows per statement: SQLite and Postgres both limit its parameters. */
const ROWS_PER_INSERT = 500;

/** Inserts the one message of a batch, as small rooms have. */
const INSERT_ROW = new PreparedQuery<EntryRow>((db, value) =>
  db.insertInto("entries").values({
    stream_id: value("stream_id"),
    seq: value("seq"),
    id: value("id"),
    at: value("at"),
    kind: value("kind"),
    user_id: value("user_id"),
    client_id: value("client_id"),
    nickname: value("nickname"),
    avatar_url: value("avatar_url"),
    role: value("role"),
    body: value("body"),
    target_id: value("target_id"),
    target_seq: value("target_seq"),
  }),
);

/** The columns that a removed message loses. (SPEC LOG5) */
export const TOMBSTONE = {
  kind: "tombstone",
  nickname: null,
  avatar_url: null,
  role: null,
  body: null,
  target_id: null,
  target_seq: null,
} as const;

/** Writes entries of one stream, and erases the texts that they remove. (SPEC LOG5) */
export async function writeRows(
  trx: Transaction<Schema>,
  streamId: string,
  fresh: readonly EntryRow[],
): Promise<void> {
  for (const rows of slices(fresh, ROWS_PER_INSERT)) {
    const [row, ...others] = rows;
    if (row && others.length === 0) await INSERT_ROW.execute(trx, row);
    else await trx.insertInto("entries").values(rows).execute();
    await dropReports(trx, streamId, rows);
    await tombstoneTargets(trx, streamId, rows);
  }
}

async function tombstoneTargets(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
): Promise<void> {
  const ofStream = trx.updateTable("entries").where("stream_id", "=", streamId);
  const removed = rows.flatMap(({ kind, target_seq }) =>
    kind === "removal" && target_seq !== null ? [target_seq] : [],
  );
  if (removed.length > 0)
    await ofStream
      .set(TOMBSTONE)
      .where("kind", "in", ["message", "tombstone"])
      .where("seq", "in", removed)
      .execute();
}

/** Removed messages cannot be reviewed: their reports would only delay others. (SPEC HE4) */
async function dropReports(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
): Promise<void> {
  const removedIds = rows.flatMap(({ kind, target_id }) =>
    kind === "removal" && target_id !== null ? [target_id] : [],
  );
  if (removedIds.length > 0)
    await trx
      .deleteFrom("reports")
      .where("stream_id", "=", streamId)
      .where("message_id", "in", removedIds)
      .execute();
}
