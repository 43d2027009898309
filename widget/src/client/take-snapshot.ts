import type { ChatSnapshot } from "./chat.ts";
import type { ConnectionState } from "./connection/connection-state.ts";
import { EMPTY_LOG } from "./log/log-state.ts";
import type { Room } from "./room/room.ts";
import type { Sender } from "./sender/sender.ts";
import { isStaff } from "./room/is-staff.ts";

const NONE: readonly never[] = [];

/** The snapshot of a room; empty if none was entered. */
export function takeSnapshot(
  streamId: string,
  connection: ConnectionState,
  room?: Room,
  sender?: Sender,
): ChatSnapshot {
  const log = room?.log ?? EMPTY_LOG;
  const heldUntilMs = heldUntil(room, sender);
  return Object.freeze({
    streamId,
    connection,
    ...(room?.me && { me: room.me }),
    ...(room?.nicknameError && { nicknameError: room.nicknameError }),
    ...(room?.presence.viewers !== undefined && { viewers: room.presence.viewers }),
    mode: log.mode,
    ...(log.pinned && { pinned: log.pinned }),
    ...(room?.news && { news: room.news }),
    rows: Object.freeze(log.rows),
    quoted: log.quoted,
    presence: room?.presence.lines ?? NONE,
    pending: Object.freeze(sender?.pending ?? NONE),
    ...(heldUntilMs && { heldUntilMs }),
    hasOlder: log.hasOlder,
    isLoadingOlder: room?.isLoadingOlder ?? false,
    hasBreak: log.breakAfterSeq !== undefined,
  });
}

/** The wait of slow mode is known before a refusal; it ends with the mode. (SPEC MO6) */
function heldUntil(room?: Room, sender?: Sender): number {
  if (!sender) return 0;
  const { slowSeconds } = room?.log.mode ?? {};
  const { heldUntilMs, slowUntilMs, lastSentMs } = sender;
  return slowSeconds && !isStaff(room?.me)
    ? Math.max(heldUntilMs, slowUntilMs, lastSentMs && lastSentMs + slowSeconds * 1_000)
    : heldUntilMs;
}
