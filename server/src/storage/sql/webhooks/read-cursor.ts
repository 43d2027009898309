import type { AuditRecord, Entry } from "#protocol";
import { channelOfKey, isChannelKey } from "../../../chat/ports/channel-key.ts";
import type { Database } from "../schema.ts";
import { toEntries } from "../log/resolve-quotes.ts";
import { toViewerEntry } from "../../../chat/ports/log-entry.ts";
import { toRecord } from "../moderation/audit-record.ts";
import type { CursorEvents, CursorPosition } from "../../../chat/webhooks/webhook-store.ts";

/** The events of a stream or a channel between two positions, at most `limit`, in order of time. */
export async function readCursor(
  db: Database,
  streamId: string,
  from: CursorPosition,
  upTo: CursorPosition | undefined,
  limit: number,
): Promise<CursorEvents> {
  if (isChannelKey(streamId)) return readOfChannel(db, streamId, from, upTo, limit);
  // Reads both ends first: the logs grow in one transaction, and later events are for later.
  const stream = await db
    .selectFrom("streams")
    .select(["epoch", "last_seq", "actions", "cleared_seq", "purged_seq"])
    .where("id", "=", streamId)
    .executeTakeFirst();
  if (!stream) return { epoch: "", items: [], to: from, more: false };
  const end = {
    seq: Math.min(stream.last_seq, upTo?.seq ?? Infinity),
    actions: Math.min(stream.actions, upTo?.actions ?? Infinity),
  };
  const rows = await db
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("seq", ">", from.seq)
    .where("seq", "<=", end.seq)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const cuts = { clearedSeq: stream.cleared_seq, purgedSeq: stream.purged_seq };
  const stored = await toEntries(db, streamId, rows, cuts);
  // Webhooks never receive what only the author sees. (SPEC HE6)
  const entries = stored.map((entry) => toViewerEntry(entry));
  const actions = await readActions(db, streamId, from.actions, end.actions, limit);
  const records = actions.map((row) => ({
    number: row.number,
    after: row.log_seq,
    record: toRecord(row, row.at),
  }));
  const { items, taken } = merge(entries, records, limit);
  const to = {
    seq: reach(
      rows.map(({ seq }) => seq),
      taken.entries,
      limit,
      from.seq,
      end.seq,
    ),
    actions: reach(
      records.map(({ number }) => number),
      taken.records,
      limit,
      from.actions,
      end.actions,
    ),
  };
  return {
    epoch: stream.epoch,
    items,
    to,
    more: to.seq < stream.last_seq || to.actions < stream.actions,
  };
}

/** The events of a channel: it has an audit log, and no other. (SPEC CH7) */
async function readOfChannel(
  db: Database,
  key: string,
  from: CursorPosition,
  upTo: CursorPosition | undefined,
  limit: number,
): Promise<CursorEvents> {
  const channel = await db
    .selectFrom("channels")
    .select("actions")
    .where("id", "=", channelOfKey(key))
    .executeTakeFirst();
  const last = channel?.actions ?? 0;
  const end = Math.min(last, upTo?.actions ?? Infinity);
  const rows = await readActions(db, key, from.actions, end, limit);
  const numbers = rows.map(({ number }) => number);
  const actions = reach(numbers, rows.length, limit, from.actions, end);
  return {
    // An audit log has no epoch, but the ids of its records are random and are never deleted.
    epoch: rows[0]?.id ?? "",
    items: rows.map((row) => ({ record: toRecord(row, row.at) })),
    to: { seq: from.seq, actions },
    more: actions < last,
  };
}

function readActions(db: Database, key: string, after: number, upTo: number, limit: number) {
  return db
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", key)
    .where("number", ">", after)
    .where("number", "<=", upTo)
    .orderBy("number")
    .limit(limit)
    .execute();
}

/** How far one of the logs was read: to its end, unless more of it is left. */
function reach(
  numbers: readonly number[],
  taken: number,
  limit: number,
  before: number,
  end: number,
): number {
  const isAll = taken === numbers.length && numbers.length < limit;
  return isAll ? end : (numbers[taken - 1] ?? before);
}

/** Puts each record after the entries that existed when it was written, including its own. */
function merge(
  entries: readonly Entry[],
  records: readonly { after: number; record: AuditRecord }[],
  limit: number,
): { items: CursorEvents["items"]; taken: { entries: number; records: number } } {
  const items: CursorEvents["items"] = [];
  const taken = { entries: 0, records: 0 };
  while (items.length < limit) {
    const entry = entries[taken.entries];
    const next = records[taken.records];
    if (entry && (!next || entry.seq <= next.after)) {
      items.push({ entry });
      taken.entries += 1;
    } else if (next) {
      items.push({ record: next.record });
      taken.records += 1;
    } else break;
  }
  return { items, taken };
}
