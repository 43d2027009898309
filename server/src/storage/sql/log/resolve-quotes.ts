import type { Kysely } from "kysely";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import { seqOfId } from "./entry-id.ts";
import { toEntry, toPin, type EntryRow } from "./entry-rows.ts";
import type { Schema } from "../schema.ts";
import { withoutPurged, type Cuts } from "./purges.ts";

/**
 * Converts rows to entries. An entry that quotes a message (a restoration or a pin) includes the
 * message only as long as it exists. (SPEC EN9, EN11, LOG5)
 */
export async function toEntries(
  db: Kysely<Schema>,
  streamId: string,
  stored: readonly EntryRow[],
  cuts: Cuts,
): Promise<LogEntry[]> {
  const { clearedSeq } = cuts;
  const rows = await withoutPurged(db, streamId, stored, cuts);
  const seqs = rows.flatMap(({ kind, target_id }) =>
    (kind === "restoration" || kind === "pin") && target_id !== null ? [seqOfId(target_id)] : [],
  );
  const entries = rows.map((row) => toEntry(row, clearedSeq));
  if (seqs.length === 0) return entries;
  const messages = new Map<string, LogEntry>();
  const quoted = await db
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("kind", "=", "message")
    .where("seq", "in", seqs)
    .execute();
  for (const row of await withoutPurged(db, streamId, quoted, cuts))
    messages.set(row.id, toEntry(row, clearedSeq));
  return entries.map((entry, i) => {
    const message = messages.get(rows[i]!.target_id ?? "");
    if (message?.kind !== "message") return entry;
    if (entry.kind === "restoration") return { ...entry, message };
    return entry.kind === "pin" ? { ...entry, pinned: toPin(message) } : entry;
  });
}
