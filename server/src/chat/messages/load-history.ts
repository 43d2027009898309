import {
  accept,
  refuse,
  type ChatMessage,
  type Entry,
  type FetchEntries,
  type LoadHistory,
  type Result,
} from "#protocol";
import type { ActionLimits, Caller } from "../limits/action-limits.ts";
import type { ReadGate } from "../limits/read-gate.ts";
import type { Policies } from "../moderation/policies.ts";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "../moderation/caller-of.ts";
import type { Room, Rooms } from "../streams/rooms.ts";

export interface LoadHistoryPorts {
  readonly rooms: Rooms;
  readonly policies: Policies;
  readonly limits: ActionLimits;
  readonly reads: ReadGate;
  readonly clock: Clock;
}

/** Pages backwards through a stream's messages. (SPEC HI1, HI2) */
export async function loadHistory(
  ports: LoadHistoryPorts,
  connection: Connection,
  { streamId, before, limit }: Required<LoadHistory>,
): Promise<Result<{ messages: ChatMessage[]; more: boolean }>> {
  const joined = await joinedRoom(ports, connection, streamId);
  if (!joined) return refuse("not-joined");
  return ports.reads.read(
    "read",
    joined.caller,
    () => joined.room.feed.messagesBefore(before, limit, joined.caller.userId),
    () => connection.closed,
  );
}

/** Returns the entries that a client missed while it was connected. (SPEC EN5) */
export async function fetchEntries(
  ports: LoadHistoryPorts,
  connection: Connection,
  { streamId, after, limit }: Required<FetchEntries>,
): Promise<Result<{ entries: Entry[]; head: number }>> {
  const joined = await joinedRoom(ports, connection, streamId);
  if (!joined) return refuse("not-joined");
  const { caller, room } = joined;
  const { feed } = room;
  // Many clients that miss the same entries are answered from memory, and need no shared limit.
  if (feed.reachesBackTo(after)) {
    const retryAfterMs = ports.limits.takeOfPerson("read", caller, ports.clock.nowMs());
    if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
    const entries = await feed.entriesAfter(after, limit, caller.userId);
    return accept({ entries, head: feed.position.seq });
  }
  const read = await ports.reads.read(
    "read",
    caller,
    () => feed.entriesAfter(after, limit, caller.userId),
    () => connection.closed,
  );
  return read.ok ? accept({ entries: read.value, head: feed.position.seq }) : read;
}

function joinedRoom(
  ports: LoadHistoryPorts,
  connection: Connection,
  streamId: string,
): Promise<{ room: Room; caller: Caller } | undefined> {
  return connection.inTurn(() => {
    const me = connection.rooms.get(streamId);
    const room = ports.rooms.get(streamId);
    return me && room && { room, caller: callerOf(ports, connection, streamId, me) };
  });
}
