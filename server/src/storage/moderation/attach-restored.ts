import type { Entry } from "#protocol";
import type { Kysely } from "kysely";
import { seqOfId } from "../new-id.ts";
import { toEntry, type EntryRow } from "../rows.ts";
import type { Schema } from "../schema.ts";

/**
 * Rows as the entries they are; a restoration of one message with that message, as long as
 * it still stands. (SPEC EN9, LOG5)
 */
export async function toEntries(
  db: Kysely<Schema>,
  streamId: string,
  rows: readonly EntryRow[],
  clearedSeq: number,
): Promise<Entry[]> {
  const seqs = rows.flatMap(({ kind, target_id }) =>
    kind === "restoration" && target_id !== null ? [seqOfId(target_id)] : [],
  );
  const entries = rows.map((row) => toEntry(row, clearedSeq));
  if (seqs.length === 0) return entries;
  const messages = new Map<string, Entry>();
  for (const row of await db
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("kind", "=", "message")
    .where("seq", "in", seqs)
    .execute())
    messages.set(row.id, toEntry(row, clearedSeq));
  return entries.map((entry, i) => {
    const message = messages.get(rows[i]!.target_id ?? "");
    return entry.kind === "restoration" && message?.kind === "message"
      ? { ...entry, message }
      : entry;
  });
}
