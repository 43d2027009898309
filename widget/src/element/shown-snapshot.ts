import { EMPTY_SNAPSHOT } from "../client/empty-snapshot.ts";
import type { ChatSnapshot } from "../client/index.ts";
import { muteRemainingMs } from "../client/room/mute-remaining.ts";

const UNNAMED = { status: "failed", reason: "invalid-stream-id" } as const;

/** What there is to show of a chat, also before there is one, and where no stream is named. */
export function shownSnapshot(
  snapshot: ChatSnapshot | undefined,
  isStreamNamed: boolean,
): ChatSnapshot {
  const shown = snapshot ?? EMPTY_SNAPSHOT;
  return isStreamNamed ? shown : { ...shown, connection: UNNAMED };
}

/** In how long what is counted down has come. */
export function changesInMs(snapshot: ChatSnapshot | undefined): number | undefined {
  if (!snapshot) return undefined;
  const { connection, me } = snapshot;
  if (connection.status === "reconnecting" || connection.status === "waiting")
    return connection.nextAttemptAt - Date.now();
  return me && !me.maySend ? muteRemainingMs(me) : undefined;
}
