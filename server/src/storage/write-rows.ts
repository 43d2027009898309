import { sql, type Transaction } from "kysely";
import type { EntryRow } from "./rows.ts";
import type { Schema } from "./schema.ts";

/** Rows in one statement: SQLite and Postgres both bound its parameters. */
const ROWS_PER_INSERT = 500;

/** What a removed message's row loses. (SPEC LOG5) */
export const BURIED = {
  kind: "tombstone",
  nickname: null,
  avatar_url: null,
  role: null,
  body: null,
  target_id: null,
  target_seq: null,
} as const;

/** Writes entries of one stream, and takes the texts out that they remove. (SPEC LOG5) */
export async function writeRows(
  trx: Transaction<Schema>,
  streamId: string,
  fresh: readonly EntryRow[],
): Promise<void> {
  for (const rows of inSteps(fresh)) {
    await trx.insertInto("entries").values(rows).execute();
    await dropReports(trx, streamId, rows);
    await buryTexts(trx, streamId, rows);
  }
}

/** Cut after each purge: what it removes must be gone before the same clientId comes again. */
function inSteps(rows: readonly EntryRow[]): EntryRow[][] {
  const steps: EntryRow[][] = [[]];
  for (const row of rows) {
    steps.at(-1)!.push(row);
    if (row.kind === "purge" || steps.at(-1)!.length === ROWS_PER_INSERT) steps.push([]);
  }
  return steps.filter((step) => step.length > 0);
}

async function buryTexts(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
): Promise<void> {
  const ofStream = trx.updateTable("entries").where("stream_id", "=", streamId);
  const removed = rows.flatMap(({ kind, target_seq }) =>
    kind === "removal" && target_seq !== null ? [target_seq] : [],
  );
  if (removed.length > 0)
    await ofStream.set(BURIED).where("kind", "=", "message").where("seq", "in", removed).execute();
  for (const { kind, user_id, seq } of rows)
    if (kind === "purge")
      await ofStream
        .set({ ...BURIED, user_id: null, client_id: null })
        .where("kind", "in", ["message", "tombstone"])
        .where("user_id", "=", user_id)
        .where("seq", "<", seq)
        .execute();
}

/** Nobody can look at what is gone: its reports would only stand before those that wait. (SPEC HE4) */
async function dropReports(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
): Promise<void> {
  const removedIds = rows.flatMap(({ kind, target_id }) =>
    kind === "removal" && target_id !== null ? [target_id] : [],
  );
  const reports = trx.deleteFrom("reports").where("stream_id", "=", streamId);
  if (removedIds.length > 0) await reports.where("message_id", "in", removedIds).execute();
  for (const { kind, user_id } of rows)
    if (kind === "purge")
      await reports
        .where("message_id", "in", (messages) =>
          messages
            .selectFrom("entries")
            .select("id")
            .where("stream_id", "=", streamId)
            .where("user_id", "=", user_id)
            // A literal, or the partial index of authors could not be used.
            .where("kind", "=", sql.lit("message")),
        )
        .execute();
}
