import type { Transaction } from "kysely";
import type { EntryRow } from "./entry-rows.ts";
import { PreparedInsert } from "../prepared-insert.ts";
import type { Schema } from "../schema.ts";
import { slices } from "../slices.ts";

/** Rows whose removals are looked up together: SQLite and Postgres limit a statement's parameters. */
const ROWS_PER_STATEMENT = 500;

const INSERT = new PreparedInsert<EntryRow>("entries", [
  "stream_id",
  "seq",
  "id",
  "at",
  "kind",
  "user_id",
  "client_id",
  "nickname",
  "avatar_url",
  "role",
  "body",
  "target_id",
  "target_seq",
]);

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

/** Writes messages of any streams, which remove nothing. */
export function writeMessages(trx: Transaction<Schema>, fresh: readonly EntryRow[]): Promise<void> {
  return INSERT.execute(trx, fresh);
}

/** Writes entries of one stream, and erases the texts that they remove. (SPEC LOG5) */
export async function writeRows(
  trx: Transaction<Schema>,
  streamId: string,
  fresh: readonly EntryRow[],
): Promise<void> {
  for (const rows of slices(fresh, ROWS_PER_STATEMENT)) {
    await INSERT.execute(trx, rows);
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
