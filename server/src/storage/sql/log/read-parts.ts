import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import type { LogPart } from "../../../chat/ports/message-log.ts";
import { encodeRows, givenNumber, givenRows, givenText } from "../given-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import type { EntryRow } from "./entry-rows.ts";
import { toEntries } from "./resolve-quotes.ts";

type ReadRow = EntryRow & { cleared_seq: number; purged_seq: number };

/**
 * By the number of each entry: of a range, Postgres would expect a third of each log, and might
 * read all of it.
 */
const READ_PLACES = new PreparedQuery<{ places: string }, ReadRow, SqlDialect>(
  (db, value, dialect) =>
    db
      .selectFrom(givenRows(dialect, value("places")))
      .innerJoin("entries", (join) =>
        join.on("entries.stream_id", "=", givenText(0)).on("entries.seq", "=", givenNumber(1)),
      )
      .innerJoin("streams", "streams.id", "entries.stream_id")
      .selectAll("entries")
      .select(["streams.cleared_seq", "streams.purged_seq"])
      .orderBy("entries.seq"),
);

/** Reads parts of several logs with one statement. */
export async function readParts(
  db: Database,
  dialect: SqlDialect,
  parts: readonly LogPart[],
): Promise<LogEntry[][]> {
  const places = parts.flatMap(({ streamId, afterSeq, lastSeq }) =>
    Array.from({ length: lastSeq - afterSeq }, (_, i) => [streamId, afterSeq + 1 + i]),
  );
  if (places.length === 0) return parts.map(() => []);
  const rows = await READ_PLACES.execute(db, { places: encodeRows(places) }, dialect);
  const byStream = new Map<string, ReadRow[]>();
  for (const row of rows) {
    const found = byStream.get(row.stream_id);
    if (found) found.push(row);
    else byStream.set(row.stream_id, [row]);
  }
  return Promise.all(
    parts.map(({ streamId }) => {
      const found = byStream.get(streamId) ?? [];
      const { cleared_seq: clearedSeq = 0, purged_seq: purgedSeq = 0 } = found[0] ?? {};
      return toEntries(db, streamId, found, { clearedSeq, purgedSeq });
    }),
  );
}
