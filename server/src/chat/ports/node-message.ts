import type { EntriesBatch, PresenceNotice } from "#protocol";
import type { ReservedNameChange } from "./reserved-name-store.ts";
import type { RejectedMessage } from "./domain-events.ts";
import type { PresenceEvent } from "./audience.ts";
import type { Trimmed } from "./message-log.ts";

/**
 * Messages between the nodes of one database. A message that names a stream goes to the nodes that
 * follow it, every other one to all nodes.
 *
 * Nodes of different versions may run side by side: a kind never changes, and nodes skip kinds they
 * do not know. Each message is a hint; its content can be read in the database.
 */
export type NodeMessage =
  /** These entries were committed. (SPEC LOG6) */
  | ({ kind: "entries" } & EntriesBatch)
  /** Entries up to `seq` were committed; some are visible to their author only. (SPEC HE6) */
  | { kind: "committed"; streamId: string; epoch: string; seq: number }
  | Heartbeat
  /** A person joined or left on that node. (SPEC JR6, LR2) */
  | ({ kind: "presence"; event: PresenceEvent } & PresenceNotice)
  /** The node shuts down, and its viewers connect elsewhere. */
  | { kind: "farewell" }
  /** Retention deleted entries. (SPEC LOG8) */
  | { kind: "trimmed"; trimmed: readonly Trimmed[] }
  /** A chat session was revoked. (SPEC SI6) */
  | { kind: "session-ended"; sessionId: string }
  /** A stream's policy has changed. (SPEC MO12) */
  | { kind: "policy"; streamId: string; version: number }
  /** Something was done to a channel. (SPEC CH4) */
  | { kind: "channel"; channelId: string; version: number }
  /** Somebody may post a message with links, or has done so. (SPEC FI14) */
  | { kind: "link-permit"; streamId: string; userId: string; used?: true }
  /** An openly held message was rejected, or no longer fits into the queue. (SPEC HE7) */
  | ({ kind: "message-rejected" } & RejectedMessage)
  /** The counts of the staff panels have changed. (SPEC MO11) */
  | { kind: "staff-news"; streamId: string }
  /** A name was reserved or released. (SPEC ID7) */
  | { kind: "reserved-name"; change: ReservedNameChange };

/** The heartbeat that each node sends every second, with what has changed since the last. */
export interface Heartbeat {
  kind: "pulse";
  /** Counts up from 1, so that receivers notice a lost heartbeat. */
  beat: number;
  /** Whether `rooms` lists all occupied rooms, not only those that changed. */
  whole: boolean;
  rooms: readonly RoomHeartbeat[];
}

/** A room on one node: its number of people there, and how far its log was shown. */
export type RoomHeartbeat = readonly [
  streamId: string,
  viewers: number,
  epoch: string,
  seq: number,
];
