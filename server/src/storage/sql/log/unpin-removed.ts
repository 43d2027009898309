import type { LockedStream } from "./locked-stream.ts";
import { pinRow, type EntryRow } from "./entry-rows.ts";

/** The unpin entry that follows when an entry removes the pinned message. (SPEC MO9) */
export function unpinRemoved(stream: LockedStream, row: EntryRow): EntryRow[] {
  const { pinned } = stream;
  if (!pinned?.messageId || !removes(row, pinned.messageId, pinned.userId)) return [];
  stream.pinned = undefined;
  return [pinRow(undefined, stream.nextSlot())];
}

function removes(row: EntryRow, messageId: string, authorId: string | undefined): boolean {
  if (row.kind === "clear") return true;
  if (row.kind === "purge") return row.user_id === authorId;
  return row.kind === "removal" && row.target_id === messageId;
}
