import type { Transaction } from "kysely";
import type { Append, AppendResult } from "../chat/ports.ts";
import { KnownRows } from "./known-rows.ts";
import { newEntryId, newEpoch } from "./new-id.ts";
import { messageRow, purgeRow, removalRow, toEntry, type EntryRow, type Place } from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** Rows in one statement: SQLite and Postgres both bound its parameters. */
const ROWS_PER_INSERT = 500;

/** What a removed message's row loses. (SPEC LOG5) */
const BURIED = {
  kind: "tombstone",
  nickname: null,
  avatar_url: null,
  role: null,
  body: null,
  target_id: null,
  target_seq: null,
} as const;

/**
 * Appends what belongs to one stream, inside a transaction. (SPEC LOG3–LOG5)
 *
 * The stream's row is locked first, so that numbers are given out and become
 * visible in the same order, whoever else writes.
 */
export async function appendToStream(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  streamId: string,
  batch: readonly Append[],
): Promise<AppendResult[]> {
  const stream = await lockStream(trx, dialect, streamId, batch);
  if (!stream) return batch.map(answerOfNothing);
  const at = Math.max(stream.last_at, stream.now);
  const known = await KnownRows.read(trx, streamId, batch);
  const fresh: EntryRow[] = [];

  const results = batch.map((append): AppendResult => {
    const verdict = known.judge(append);
    if (verdict?.outcome === "refused") return verdict;
    if (verdict) return { ...verdict, epoch: stream.epoch };
    const seq = stream.last_seq + fresh.length + 1;
    const row = toRow(append, { stream_id: streamId, seq, id: newEntryId(seq), at }, known);
    known.add(row);
    fresh.push(row);
    return { outcome: "appended", epoch: stream.epoch, entry: toEntry(row) };
  });

  if (fresh.length === 0) return results;
  for (const rows of inSteps(fresh)) {
    await trx.insertInto("entries").values(rows).execute();
    await buryTexts(trx, streamId, rows);
  }
  await trx
    .updateTable("streams")
    .set({ last_seq: stream.last_seq + fresh.length, last_at: at })
    .where("id", "=", streamId)
    .execute();
  return results;
}

/** Only a message begins a log: what removes something from none finds nothing. (SPEC JR8) */
async function lockStream(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  streamId: string,
  batch: readonly Append[],
) {
  const columns = ["epoch", "last_seq", "last_at"] as const;
  if (!batch.some(({ kind }) => kind === "message"))
    return trx
      .updateTable("streams")
      .set({ last_seq: (eb) => eb.ref("last_seq") })
      .where("id", "=", streamId)
      .returning([...columns, dialect.nowMs.as("now")])
      .executeTakeFirst();
  return trx
    .insertInto("streams")
    .values({ id: streamId, epoch: newEpoch() })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ last_seq: (eb) => eb.ref("streams.last_seq") }),
    )
    .returning([...columns, dialect.nowMs.as("now")])
    .executeTakeFirstOrThrow();
}

function answerOfNothing({ kind }: Append): AppendResult {
  return kind === "removal"
    ? { outcome: "refused", code: "not-found" }
    : { outcome: "repeated", epoch: "" };
}

function toRow(append: Append, place: Place, known: KnownRows): EntryRow {
  switch (append.kind) {
    case "message":
      return messageRow(append, place, known.parentOf(append));
    case "removal": {
      const target = known.get(append.messageId);
      if (!target) throw new Error("a removal was judged without its message");
      known.bury(target);
      return removalRow(target, place);
    }
    case "purge":
      known.buryAllOf(append.userId);
      return purgeRow(append.userId, place);
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

/** Takes the texts out that these entries remove. */
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
