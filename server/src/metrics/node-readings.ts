import type { NodeSync } from "../chat/cluster/node-sync.ts";
import type { JoinThrottle } from "../chat/limits/join-throttle.ts";
import type { Rooms } from "../chat/streams/rooms.ts";
import type { Reading } from "./register-readings.ts";

/** The counters of the fan-out. */
export interface FanOutReadings {
  readonly flushes: number;
  readonly flushMs: number;
  readonly intervalMs: number;
  readonly deliveries: number;
  readonly writes: number;
  readonly bytes: number;
  readonly evictedTooMuch: number;
  readonly evictedTooLong: number;
  readonly busyRooms: number;
  readonly backedUpReaders: number;
  readonly queuedBytes: number;
}

export interface NodeSources {
  chat: {
    readonly rooms: Pick<Rooms, "counts">;
    readonly joinThrottle: Pick<JoinThrottle, "stats">;
    readonly commits: { readonly waiting: number };
    readonly reads: { readonly waiting: number };
    readonly nodeSync: Pick<NodeSync, "isUp" | "lagMs" | "count">;
  };
  fanOut: () => FanOutReadings;
  /** Whether there is a bus to other nodes. */
  hasBus: boolean;
  connections: () => number;
  /** Number of connections that wait for their handshake. */
  connectionsWaiting: () => number;
}

/** The metrics of a node, except those of its database and process. */
export function nodeReadings(sources: NodeSources): Reading[] {
  return [...people(sources), ...fanOut(sources.fanOut), ...bus(sources)];
}

function people({ chat, connections, connectionsWaiting }: NodeSources): Reading[] {
  const { rooms, joinThrottle, commits, reads } = chat;
  return [
    gauge("connections", "Chat connections that are open.", connections),
    gauge(
      "connections_waiting",
      "New connections that wait for their handshake, because a crowd came at once.",
      connectionsWaiting,
    ),
    gauge("rooms", "Rooms with somebody in them.", () => rooms.counts().occupied),
    gauge("rooms_in_memory", "Rooms that are in memory.", () => rooms.counts().open),
    gauge(
      "viewers",
      "People in rooms on this node, once in each room.",
      () => rooms.counts().people,
    ),
    count(
      "joins_total",
      "Joins, by result.",
      () => {
        const { admitted, refused } = joinThrottle.stats;
        return { admitted, refused };
      },
      "outcome",
    ),
    gauge("joins_waiting", "Joins that wait for their turn.", () => joinThrottle.stats.waiting),
    gauge("commits_waiting", "Messages that wait for the commit in flight.", () => commits.waiting),
    gauge(
      "reads_waiting",
      "Reads of older messages, or of staff data, that wait for their turn.",
      () => reads.waiting,
    ),
  ];
}

function fanOut(read: () => FanOutReadings): Reading[] {
  return [
    count(
      "deliveries_total",
      "Entries, times the connections that received them.",
      () => read().deliveries,
    ),
    count(
      "writes_total",
      "Flushes, times the connections that they were written to.",
      () => read().writes,
    ),
    count("sent_bytes_total", "Bytes of log entries that were sent.", () => read().bytes),
    count(
      "flushes_total",
      "Flushes; each writes new entries to up to 500 viewers of a room.",
      () => read().flushes,
    ),
    count(
      "flush_seconds_total",
      "Time of the event loop that flushes took.",
      () => read().flushMs / 1_000,
    ),
    count(
      "flush_interval_seconds_total",
      "Time between two flushes to the same viewers; divided by flushes_total, the maximum wait.",
      () => read().intervalMs / 1_000,
    ),
    gauge("busy_rooms", "Rooms with a flush in progress or a moment ago.", () => read().busyRooms),
    gauge("slow_readers", "Connections with unread data.", () => read().backedUpReaders),
    gauge("queued_bytes", "Bytes that wait for slow readers.", () => read().queuedBytes),
    count(
      "evictions_total",
      "Readers that were disconnected: too much waited for them, or they read nothing for too long.",
      () => ({ "too-much": read().evictedTooMuch, "too-long": read().evictedTooLong }),
      "reason",
    ),
  ];
}

function bus({ chat: { nodeSync }, hasBus }: NodeSources): Reading[] {
  if (!hasBus) return [];
  return [
    gauge("bus_up", "Whether the bus between nodes works: 1 or 0.", () => (nodeSync.isUp ? 1 : 0)),
    gauge("bus_lag_seconds", "Latency of the bus; absent while it is down.", () =>
      nodeSync.lagMs === undefined ? undefined : nodeSync.lagMs / 1_000,
    ),
    gauge("other_nodes", "Other nodes whose messages this one receives.", () => nodeSync.count),
  ];
}

function gauge(name: string, help: string, read: Reading["read"]): Reading {
  return { name: `live_chat_${name}`, help, read };
}

function count(name: string, help: string, read: Reading["read"], label?: string): Reading {
  return { ...gauge(name, help, read), counts: true, ...(label && { label }) };
}
