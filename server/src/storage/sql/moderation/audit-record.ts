import type { AuditRecord, ModerationActionKind, Role } from "#protocol";
import { channelOfKey, isChannelKey } from "../../../chat/ports/channel-key.ts";
import { fromJson } from "../log/entry-rows.ts";
import type { UndoData } from "./actions/action-context.ts";
import type { ActionsTable } from "./moderation-tables.ts";

/** How long removed messages can be restored. (SPEC MO8) */
const UNDO_MS = 24 * 60 * 60_000;

/** Whether an action can be undone now. (SPEC MO8) */
export function isUndoable(row: ActionsTable, nowMs: number): boolean {
  const undo = fromJson<UndoData>(row.undo);
  if (!undo || row.undone_by !== null) return false;
  if (undo.note) return true;
  if (undo.removal !== undefined && nowMs - row.at < UNDO_MS) return true;
  if (row.slot === null) return false;
  if (undo.cleared) return nowMs - row.at < UNDO_MS;
  return row.until === null || row.until > nowMs;
}

/** A stored action as staff read it. (SPEC MO5) */
export function toRecord(row: ActionsTable, nowMs: number): AuditRecord {
  const detail = fromJson<Record<string, unknown>>(row.detail);
  return {
    id: row.id,
    ...(isChannelKey(row.stream_id)
      ? {
          channelId: channelOfKey(row.stream_id),
          ...(row.in_stream !== null && { streamId: row.in_stream }),
        }
      : { streamId: row.stream_id }),
    atMs: row.at,
    by:
      row.by_user_id === null
        ? null
        : {
            userId: row.by_user_id,
            nickname: row.by_nickname ?? "",
            role: (row.by_role ?? "moderator") as Role,
          },
    kind: row.kind as ModerationActionKind,
    ...(row.user_id !== null && {
      person: {
        userId: row.user_id,
        nickname: row.nickname ?? "",
        ...(row.avatar_url && { avatarUrl: row.avatar_url }),
      },
    }),
    ...(row.message_id !== null && {
      message: { id: row.message_id, text: row.message_text ?? "" },
    }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.until !== null && { untilMs: row.until }),
    ...(detail && { detail }),
    undoable: isUndoable(row, nowMs),
    ...(row.undone_by !== null && { undoneBy: row.undone_by }),
  };
}
