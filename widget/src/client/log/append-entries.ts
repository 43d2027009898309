import type { Entry, MessageEntry } from "#protocol";
import type { LogRow, LogState } from "./log-state.ts";

/** Maximum number of removals remembered for pages that are still loading. */
const MAX_REMEMBERED = 500;
/** In `purgedBefore`. */
const EVERYONE = "";

/** Applies entries after the last one; unknown kinds and tombstones add no row. (SPEC EN4, LOG5) */
export function appendEntries(log: LogState, entries: readonly Entry[]): LogState {
  if (entries.length === 0) return log;
  const rows = [...log.rows];
  let { quoted, mode, pinned, hasOlder, isStale } = log;
  const removedIds = new Set(log.removedIds);
  const purgedBefore = new Map(log.purgedBefore);
  for (const entry of entries)
    switch (entry.kind) {
      case "message":
        letGoOfHeld(rows, entry);
        rows.push(entry);
        break;
      case "removal": {
        const index = rows.findLastIndex(({ id }) => id === entry.messageId);
        if (index >= 0) rows[index] = toMark(rows[index]!);
        else removedIds.add(entry.messageId);
        quoted = markQuoted(quoted, ({ id }) => id === entry.messageId);
        break;
      }
      case "purge":
        rows.forEach((row, i) => {
          if (isBy(entry.userId, row)) rows[i] = toMark(row);
        });
        quoted = markQuoted(quoted, (row) => isBy(entry.userId, row));
        purgedBefore.set(entry.userId, entry.seq);
        break;
      case "clear":
        rows.length = 0;
        hasOlder = false;
        quoted = markQuoted(quoted, () => true);
        purgedBefore.set(EVERYONE, entry.seq);
        break;
      case "restoration":
        if (entry.message) {
          removedIds.delete(entry.message.id);
          if (entry.message.seq >= log.oldestSeq) putBack(rows, entry.message);
          if (quoted.has(entry.message.id))
            quoted = new Map(quoted).set(entry.message.id, entry.message);
        } else {
          isStale = true;
          purgedBefore.clear();
          quoted = new Map();
        }
        break;
      case "mode":
        mode = entry.mode;
        break;
      case "pin":
        pinned = entry.pinned ?? undefined;
    }
  forgetOldest(removedIds);
  forgetOldest(purgedBefore);
  return { ...log, rows, quoted, mode, pinned, hasOlder, isStale, removedIds, purgedBefore };
}

/** Whether a message was removed by entries that arrived after it was requested. */
export function wasRemoved(log: LogState, { id, userId, seq }: MessageEntry): boolean {
  return (
    log.removedIds.has(id) ||
    [userId, EVERYONE].some((whose) => seq < (log.purgedBefore.get(whose) ?? 0))
  );
}

export function forgetOldest(remembered: Set<string> | Map<string, unknown>): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= MAX_REMEMBERED) return;
    remembered.delete(key);
  }
}

export function toMark({ seq, id, timestamp }: LogRow): LogRow {
  return { kind: "removed", seq, id, timestamp };
}

function markQuoted(
  quoted: ReadonlyMap<string, LogRow>,
  isGone: (row: LogRow) => boolean,
): ReadonlyMap<string, LogRow> {
  const gone = [...quoted].filter(([, row]) => isGone(row));
  if (gone.length === 0) return quoted;
  return new Map([...quoted, ...gone.map(([id, row]) => [id, toMark(row)] as const)]);
}

function isBy(userId: string, row: LogRow): boolean {
  return row.kind === "message" && row.userId === userId;
}

/** An approved message is a new entry; the held row is recognised by its text. (SPEC HE2) */
function letGoOfHeld(rows: LogRow[], { userId, message }: MessageEntry): void {
  const index = rows.findIndex(
    (row) => row.kind === "message" && row.held && row.userId === userId && row.message === message,
  );
  if (index >= 0) rows.splice(index, 1);
}

function putBack(rows: LogRow[], message: MessageEntry): void {
  const index = rows.findIndex(({ seq }) => seq >= message.seq);
  if (index < 0) rows.push(message);
  else rows.splice(index, rows[index]!.seq === message.seq ? 1 : 0, message);
}
