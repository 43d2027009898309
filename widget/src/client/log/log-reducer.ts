import type { ChatMessage, Entry, Joined, MessageEntry } from "#protocol";
import { appendEntries, forgetOldest, toMark, wasRemoved } from "./append-entries.ts";
import { NO_MODE, type LogRow, type LogState } from "./log-state.ts";

/** Maximum number of early entries kept; others are requested again when they are due. */
const MAX_EARLY = 500;
/** An own message without a seq is placed between two entries. */
const BETWEEN = 2 ** -20;

export type LogAction =
  | { readonly kind: "joined"; readonly joined: Joined }
  | { readonly kind: "entries"; readonly epoch: string; readonly entries: readonly Entry[] }
  | { readonly kind: "older"; readonly messages: readonly ChatMessage[]; readonly more: boolean }
  | { readonly kind: "quoted"; readonly row: LogRow }
  /** An own message's `clientId`, which its entry leaves out. (SPEC EN7) */
  | { readonly kind: "recognised"; readonly id: string; readonly clientId: string }
  /** An own message that only its author sees. (SPEC HE1) */
  | { readonly kind: "kept-back"; readonly message: ChatMessage }
  /** An own message that was never in the log is withdrawn: no entry announces it. (SPEC RM5) */
  | { readonly kind: "taken-back"; readonly id: string }
  | { readonly kind: "rejected"; readonly id: string }
  | { readonly kind: "trimmed"; readonly beforeSeq: number };

/**
 * Applies a server's messages about a stream's log. (SPEC LOG4, EN1–EN5)
 *
 * Even if messages are duplicated, late or early, rows are in order of `seq`, each once, and the
 * position moves only over applied entries.
 */
export function reduceLog(log: LogState, action: LogAction): LogState {
  switch (action.kind) {
    case "joined":
      return action.joined.recovered ? catchUp(log, action.joined) : startOver(log, action.joined);
    case "entries":
      return applyEntries(log, action.epoch, action.entries);
    case "older":
      return prepend(log, action.messages, action.more);
    case "quoted":
      return quote(log, action.row);
    case "recognised":
      return recognise(log, action.id, action.clientId);
    case "kept-back":
      return keepBack(log, action.message);
    case "taken-back":
      return changeOwn(log, action.id, toMark);
    case "rejected":
      return changeOwn(log, action.id, toRejected);
    case "trimmed":
      return trim(log, action.beforeSeq);
  }
}

function catchUp(log: LogState, joined: Joined & { recovered: true }): LogState {
  const { epoch, seq } = joined.position;
  // The ack names the head; early entries, and those of a seemingly other log, are included.
  const onTrack = { ...log, early: new Map<number, Entry>(), isReplaced: false };
  const next = applyEntries(onTrack, epoch, joined.entries);
  const { mode = NO_MODE, pinned } = joined.room;
  // The room state is as of the answer's position; live entries may have gone beyond it.
  const isNews = next.position.seq <= seq;
  return { ...next, ...(isNews && { mode, pinned }), headSeq: Math.max(next.position.seq, seq) };
}

function startOver(log: LogState, joined: Joined & { recovered: false }): LogState {
  const rows = joined.messages.map(toEntry).sort(bySeq);
  const oldestSeq = rows[0]?.seq ?? joined.position.seq + 1;
  const sameLog = log.position.epoch === joined.position.epoch;
  const readUpTo = sameLog ? log.position.seq : 0;
  const wasReading = log.position.seq > 0;
  const { breakAfterSeq: _, ...rest } = log;
  return {
    ...rest,
    mode: joined.room.mode ?? NO_MODE,
    pinned: joined.room.pinned,
    position: joined.position,
    rows,
    oldestSeq,
    hasOlder: joined.more,
    headSeq: joined.position.seq,
    early: new Map(),
    // A removal may have been missed, or its undo.
    quoted: new Map(),
    removedIds: new Set(),
    purgedBefore: new Map(),
    isReplaced: false,
    isStale: false,
    ...(wasReading && joined.more && oldestSeq > readUpTo + 1 && { breakAfterSeq: readUpTo }),
  };
}

function applyEntries(log: LogState, epoch: string, entries: readonly Entry[]): LogState {
  if (log.position.epoch !== "" && log.position.epoch !== epoch)
    return log.isReplaced ? log : { ...log, isReplaced: true };

  const fresh = entries.filter(({ seq }) => seq > log.position.seq && !log.early.has(seq));
  if (fresh.length === 0) return log;
  const early = new Map(log.early);
  for (const entry of fresh) early.set(entry.seq, entry);

  const following: Entry[] = [];
  let { position } = log;
  for (let entry = early.get(position.seq + 1); entry; entry = early.get(position.seq + 1)) {
    early.delete(entry.seq);
    following.push(entry);
    position = { epoch, seq: entry.seq, id: entry.id };
  }
  return {
    ...appendEntries(log, following),
    position,
    early: nearest(early),
    headSeq: fresh.reduce((head, { seq }) => Math.max(head, seq), log.headSeq),
  };
}

function prepend(log: LogState, messages: readonly ChatMessage[], more: boolean): LogState {
  const older = messages
    .filter(({ seq }) => seq < log.oldestSeq)
    .map(toEntry)
    .filter((row) => !wasRemoved(log, row))
    .sort(bySeq);
  const oldestSeq = messages.reduce((oldest, { seq }) => Math.min(oldest, seq), log.oldestSeq);
  const { breakAfterSeq, ...rest } = log;
  const stillBroken = breakAfterSeq !== undefined && more && oldestSeq > breakAfterSeq + 1;
  return {
    ...rest,
    rows: older.length > 0 ? [...older, ...log.rows] : log.rows,
    oldestSeq,
    hasOlder: more,
    ...(stillBroken && { breakAfterSeq }),
  };
}

function quote(log: LogState, row: LogRow): LogState {
  const quoted = new Map(log.quoted);
  // The answer may contain a message that was removed while it was loading.
  quoted.set(row.id, row.kind === "message" && wasRemoved(log, row) ? toMark(row) : row);
  forgetOldest(quoted);
  return { ...log, quoted };
}

function recognise(log: LogState, id: string, clientId: string): LogState {
  return { ...log, rows: log.rows.map((row) => (row.id === id ? { ...row, clientId } : row)) };
}

/** Inserts an author-only message after the last entry. (SPEC HE1) */
function keepBack(log: LogState, message: ChatMessage): LogState {
  const seq = Math.max(log.position.seq, log.rows.at(-1)?.seq ?? 0) + BETWEEN;
  return { ...log, rows: [...log.rows, { ...toEntry(message), seq, held: true }] };
}

/** Changes an author-only message. */
function changeOwn(log: LogState, id: string, change: (row: LogRow) => LogRow): LogState {
  const isIt = (row: LogRow) => row.id === id && !Number.isInteger(row.seq);
  if (!log.rows.some(isIt)) return log;
  return { ...log, rows: log.rows.map((row) => (isIt(row) ? change(row) : row)) };
}

function toRejected(row: LogRow): LogRow {
  if (row.kind === "removed") return row;
  const { held: _, ...message } = row;
  return { ...message, rejected: true };
}

function trim(log: LogState, beforeSeq: number): LogState {
  if (!log.rows[0] || log.rows[0].seq >= beforeSeq) return log;
  const rows = log.rows.filter(({ seq }) => seq >= beforeSeq);
  const { breakAfterSeq: _, ...rest } = log;
  const oldestSeq = Math.ceil(rows[0]?.seq ?? log.position.seq + 1);
  return { ...rest, rows, oldestSeq, hasOlder: true };
}

function nearest(early: Map<number, Entry>): Map<number, Entry> {
  if (early.size <= MAX_EARLY) return early;
  return new Map([...early].sort(([a], [b]) => a - b).slice(0, MAX_EARLY));
}

function toEntry({ streamId: _, ...message }: ChatMessage): MessageEntry {
  return { kind: "message", ...message };
}

function bySeq(a: LogRow, b: LogRow): number {
  return a.seq - b.seq;
}
