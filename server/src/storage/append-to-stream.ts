import type { Transaction } from "kysely";
import type { Append, AppendResult } from "../chat/ports.ts";
import { KnownRows } from "./known-rows.ts";
import { LockedStream } from "./locked-stream.ts";
import { carryOut } from "./moderation/carry-out.ts";
import { forgetOwnMessages } from "./moderation/forget-messages.ts";
import { HeldRows } from "./moderation/held-rows.ts";
import { Leave } from "./moderation/leave.ts";
import { eraseStep, recordPurge } from "./moderation/purges.ts";
import { unpinRemoved } from "./moderation/unpin-removed.ts";
import {
  messageRow,
  purgeRow,
  removalRow,
  shadowedRow,
  toEntry,
  type EntryRow,
  type Place,
} from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";
import { writeRows } from "./write-rows.ts";

type AppendEntry = Exclude<Append, { kind: "action" }>;

/**
 * Appends what belongs to one stream, inside a transaction, in its order. (SPEC LOG3–LOG5)
 *
 * What staff do stands between the messages of a batch: what is sent behind it is
 * judged by what it changed. (SPEC MO12)
 */
export async function appendToStream(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  streamId: string,
  batch: readonly Append[],
): Promise<AppendResult[]> {
  // What removes something from an empty log finds nothing. (SPEC JR8)
  const begins = batch.some(({ kind }) => kind === "message" || kind === "action");
  const stream = await LockedStream.lock(trx, dialect, streamId, begins);
  if (!stream) return batch.map(answerOfNothing);
  const results: AppendResult[] = [];
  for (let i = 0; i < batch.length;) {
    const next = batch[i]!;
    if (next.kind === "action") {
      results.push(await carryOut(trx, stream, next));
      i += 1;
      continue;
    }
    const entries: AppendEntry[] = [];
    for (let append = batch[i]; append && append.kind !== "action"; append = batch[++i]) {
      entries.push(append);
      if (append.kind !== "purge") continue;
      // What it removes must be gone before the same clientId comes again.
      i += 1;
      break;
    }
    results.push(...(await appendEntries(trx, stream, entries)));
  }
  await stream.save(trx);
  return results;
}

async function appendEntries(
  trx: Transaction<Schema>,
  stream: LockedStream,
  batch: readonly AppendEntry[],
): Promise<AppendResult[]> {
  const known = await KnownRows.read(trx, stream, batch);
  const leave = await Leave.read(trx, stream, batch);
  const held = await HeldRows.read(trx, stream, batch);
  const fresh: EntryRow[] = [];

  const results = batch.map((append): AppendResult => {
    if (append.kind === "removal" && held.takeBack(append))
      return { outcome: "withdrawn", epoch: stream.epoch };
    const verdict = known.judge(append);
    if (verdict?.outcome === "refused") return verdict;
    if (verdict) return { ...verdict, epoch: stream.epoch };
    if (append.kind === "message") {
      const refusal = leave.judge(append);
      if (refusal) return refusal;
      const kept = append.held && held.add(append, append.held);
      if (kept) return kept;
    }
    const row = toRow(append, stream.nextPlace(), known);
    if (append.kind === "message" && append.held) held.keepShadowed(row, append, append.held);
    known.add(row);
    const unpinned = unpinRemoved(stream, row);
    fresh.push(row, ...unpinned);
    return {
      ...{ outcome: "appended", epoch: stream.epoch, entry: toEntry(row) },
      ...(unpinned.length > 0 && { more: unpinned.map((each) => toEntry(each)) }),
    };
  });

  await writeRows(trx, stream.id, fresh);
  await leave.write(trx);
  await held.write(trx);
  await forgetOwnMessages(trx, stream, batch);
  await erasePurges(trx, stream, batch, fresh);
  return results;
}

/** The operator's purges begin at once; what does not fit into this step goes in others. (SPEC AD3) */
async function erasePurges(
  trx: Transaction<Schema>,
  stream: LockedStream,
  batch: readonly AppendEntry[],
  fresh: readonly EntryRow[],
): Promise<void> {
  for (const append of batch) {
    if (append.kind !== "purge") continue;
    const { userId } = append;
    const row = fresh.find(({ kind, user_id }) => kind === "purge" && user_id === userId);
    // Without messages there is no entry, but there may be what staff noted or held.
    const purge = { userId, seq: row?.seq ?? stream.lastSeq };
    const isMore = await eraseStep(trx, { ...purge, streamId: stream.id, forGood: true });
    if (isMore) await recordPurge(trx, stream, { ...purge, undoable: false });
  }
}

function answerOfNothing({ kind }: Append): AppendResult {
  return kind === "removal"
    ? { outcome: "refused", code: "not-found" }
    : { outcome: "repeated", epoch: "" };
}

function toRow(append: AppendEntry, place: Place, known: KnownRows): EntryRow {
  switch (append.kind) {
    case "message": {
      const row = messageRow(append, place, known.parentOf(append));
      return append.held ? shadowedRow(row) : row;
    }
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
