import type { Transaction } from "kysely";
import type { Append, AppendResult, DroppedMessage } from "../../../chat/ports/append.ts";
import { ReferencedRows } from "./referenced-rows.ts";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import { beginWithMode } from "./begin-with-mode.ts";
import type { LockedChannel } from "./locked-channel.ts";
import { LockedStream } from "./locked-stream.ts";
import { applyAction } from "../moderation/actions/apply-action.ts";
import { applyToChannel } from "../moderation/actions/apply-to-channel.ts";
import { eraseOwnRemovals } from "./erase-own-removals.ts";
import { HeldMessages } from "./held-messages.ts";
import { SendConstraints } from "./send-constraints.ts";
import { eraseStep, recordPurge } from "./purges.ts";
import type { EntryRow } from "./entry-rows.ts";
import { evaluateEntries, type AppendEntry } from "./evaluate-entries.ts";
import type { Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Appends a batch of one stream in order, inside a transaction. (SPEC LOG3–LOG5)
 *
 * Actions of staff are between the messages of a batch: later messages are checked against the
 * changed state. (SPEC MO12)
 */
export async function appendToStream(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  streamId: string,
  batch: readonly Append[],
  channel?: LockedChannel,
): Promise<AppendResult[]> {
  // A removal in an empty log finds nothing. (SPEC JR8)
  const begins = batch.some(({ kind }) => kind === "message" || kind === "action");
  const stream = await LockedStream.lock(trx, dialect, streamId, begins, channel);
  if (!stream) return batch.map(answerOfNothing);
  const begun = begins && stream.lastSeq === 0 ? await beginWithMode(trx, stream) : [];
  const results: AppendResult[] = [];
  for (let i = 0; i < batch.length;) {
    const next = batch[i]!;
    if (next.kind === "action") {
      results.push(
        next.scope && stream.channel
          ? await applyToChannel(trx, stream.channel, stream, next)
          : await applyAction(trx, stream, next),
      );
      i += 1;
      continue;
    }
    const entries: AppendEntry[] = [];
    for (let append = batch[i]; append && append.kind !== "action"; append = batch[++i]) {
      entries.push(append);
      if (append.kind !== "purge") continue;
      // What it removes must be gone before the same clientId is seen again.
      i += 1;
      break;
    }
    results.push(...(await appendEntries(trx, dialect, stream, entries)));
  }
  await stream.save(trx);
  return begun.length > 0 ? results.map((result) => tellOf(begun, result)) : results;
}

/** A stale result includes the stream's first entries, so that the node shows them. (SPEC CH9) */
export function tellOf(begun: LogEntry[], result: AppendResult): AppendResult {
  return result.outcome === "stale-policy" ? { ...result, entries: begun } : result;
}

async function appendEntries(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  stream: LockedStream,
  batch: readonly AppendEntry[],
): Promise<AppendResult[]> {
  const known = await ReferencedRows.read(trx, stream, batch);
  const constraints = await SendConstraints.read(trx, stream, batch);
  const held = await HeldMessages.read(trx, stream, batch);
  const { fresh, results } = evaluateEntries(stream, batch, { known, constraints, held });
  await writeRows(trx, stream.id, fresh);
  await SendConstraints.write(trx, dialect, [constraints]);
  const dropped = await held.write(trx);
  await eraseOwnRemovals(trx, stream, batch);
  await erasePurges(trx, stream, batch, fresh);
  return dropped.length > 0 ? withDropped(results, dropped) : results;
}

/** The batch's last held or shadowed message carries what it displaced. (SPEC HE5) */
function withDropped(results: AppendResult[], dropped: DroppedMessage[]): AppendResult[] {
  const last = results.findLastIndex(({ outcome }) => outcome === "held" || outcome === "appended");
  return results.map((result, i) => (i === last ? { ...result, dropped } : result));
}

/**
 * The operator's purges start at once; what exceeds this step is erased in later ones. (SPEC AD3)
 */
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
    // Without messages there is no entry, but there may be notes or held messages.
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
