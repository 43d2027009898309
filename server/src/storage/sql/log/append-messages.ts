import type { Transaction } from "kysely";
import type { Append, AppendMessage, AppendResult } from "../../../chat/ports/append.ts";
import { tellOf } from "./append-to-stream.ts";
import { beginWithMode } from "./begin-with-mode.ts";
import type { EntryRow } from "./entry-rows.ts";
import { evaluateEntries } from "./evaluate-entries.ts";
import { LockedStream } from "./locked-stream.ts";
import { ReferencedRows } from "./referenced-rows.ts";
import type { Schema } from "../schema.ts";
import { SendConstraints } from "./send-constraints.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { writeMessages } from "./write-rows.ts";

/** Whether a batch is nothing but messages for everyone: nearly all batches are. */
export function isMessages(batch: readonly Append[]): batch is readonly AppendMessage[] {
  return batch.every((append) => append.kind === "message" && !append.held);
}

/**
 * Appends messages to their streams, with a few statements for all streams together.
 *
 * With statements of its own for each stream, a commit of small rooms costs several times as much
 * (docs/decisions/0036-many-small-rooms.md). What is decided is the same as in `appendToStream`.
 * The streams are sorted by id.
 */
export async function appendMessages(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  byStream: ReadonlyMap<string, readonly AppendMessage[]>,
): Promise<Map<string, AppendResult[]>> {
  const streams = await lockStreams(trx, dialect, [...byStream.keys()]);
  const known = await ReferencedRows.readForMessages(
    trx,
    dialect,
    streams,
    [...byStream.values()].flat(),
  );
  const results = new Map<string, AppendResult[]>();
  const written: SendConstraints[] = [];
  const moved: LockedStream[] = [];
  const fresh: EntryRow[] = [];
  for (const [streamId, messages] of byStream) {
    const stream = streams.get(streamId)!;
    const begun = stream.lastSeq === 0 ? await beginWithMode(trx, stream) : [];
    const constraints = await SendConstraints.read(trx, stream, messages);
    const evaluation = { known: known.get(streamId)!, constraints };
    const evaluated = evaluateEntries(stream, messages, evaluation);
    results.set(
      streamId,
      evaluated.results.map((result) => (begun.length > 0 ? tellOf(begun, result) : result)),
    );
    fresh.push(...evaluated.fresh);
    written.push(constraints);
    if (begun.length > 0) await stream.save(trx);
    else if (evaluated.fresh.length > 0) moved.push(stream);
  }
  await writeMessages(trx, fresh);
  await SendConstraints.write(trx, dialect, written);
  const [stream, ...others] = moved;
  if (stream && others.length === 0) await stream.save(trx);
  else if (stream) await LockedStream.savePositions(trx, dialect, moved);
  return results;
}

async function lockStreams(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  ids: readonly string[],
): Promise<Map<string, LockedStream>> {
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) return LockedStream.lockAll(trx, dialect, ids);
  const stream = await LockedStream.lock(trx, dialect, id, true);
  return new Map(stream && [[id, stream]]);
}
