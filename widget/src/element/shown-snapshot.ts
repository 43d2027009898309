import { EMPTY_SNAPSHOT } from "../client/empty-snapshot.ts";
import type { ChatSnapshot } from "../client/index.ts";
import { muteRemainingMs } from "../client/room/mute-remaining.ts";

const UNNAMED = { status: "failed", reason: "invalid-stream-id" } as const;

/** The snapshot to show, also before there is a chat, and if no stream is named. */
export function shownSnapshot(
  snapshot: ChatSnapshot | undefined,
  isStreamNamed: boolean,
): ChatSnapshot {
  const shown = snapshot ?? EMPTY_SNAPSHOT;
  return isStreamNamed ? shown : { ...shown, connection: UNNAMED };
}

/** Time in ms until the countdown ends. */
export function changesInMs(snapshot: ChatSnapshot | undefined): number | undefined {
  if (!snapshot) return undefined;
  const { connection, me } = snapshot;
  if (connection.status === "reconnecting" || connection.status === "waiting")
    return connection.nextAttemptAt - Date.now();
  return me && !me.maySend ? muteRemainingMs(me) : undefined;
}
