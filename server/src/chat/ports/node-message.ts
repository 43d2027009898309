import type { EntriesBatch, PresenceNotice } from "#protocol";
import type { ReservedNameChange } from "./reserved-name-store.ts";
import type { RejectedMessage } from "./domain-events.ts";
import type { PresenceEvent } from "./audience.ts";
import type { Trimmed } from "./message-log.ts";

/**
 * What the nodes of one database tell each other. What names a stream goes to the nodes
 * that follow it, everything else to all.
 *
 * Nodes of different versions may run side by side: a kind never changes, and whoever
 * does not know one skips it. Each is a hint; what it tells can be read in the database.
 */
export type NodeMessage =
  /** These were committed. (SPEC LOG6) */
  | ({ kind: "entries" } & EntriesBatch)
  /** So far it was committed, and there is in it what only its author may see. (SPEC HE6) */
  | { kind: "committed"; streamId: string; epoch: string; seq: number }
  | Heartbeat
  /** Somebody has come or gone there. (SPEC JR6, LR2) */
  | ({ kind: "presence"; event: PresenceEvent } & PresenceNotice)
  /** The node goes down, and its viewers go elsewhere. */
  | { kind: "farewell" }
  /** Retention has deleted these. (SPEC LOG8) */
  | { kind: "trimmed"; trimmed: readonly Trimmed[] }
  /** A chat session was revoked. (SPEC SI6) */
  | { kind: "session-ended"; sessionId: string }
  /** Who may write what has changed in a stream. (SPEC MO12) */
  | { kind: "policy"; streamId: string; version: number }
  /** Somebody may post a message with links, or has done so. (SPEC FI14) */
  | { kind: "link-permit"; streamId: string; userId: string; used?: true }
  /** A message that was held openly was not let in. (SPEC HE7) */
  | ({ kind: "message-rejected" } & RejectedMessage)
  /** There is news for staff. (SPEC MO11) */
  | { kind: "staff-news"; streamId: string }
  /** Nobody else may take this name there, or it is free again. (SPEC ID7) */
  | { kind: "reserved-name"; change: ReservedNameChange };

/** The heartbeat that each node sends every second, with what has changed since the last. */
export interface Heartbeat {
  kind: "pulse";
  /** Counts up from 1, so that receivers notice a lost heartbeat. */
  beat: number;
  /** Whether `rooms` are all that somebody is in, not just those that changed. */
  whole: boolean;
  rooms: readonly RoomHeartbeat[];
}

/** A room on one node: how many are in it there, and how far its log was shown. */
export type RoomHeartbeat = readonly [
  streamId: string,
  viewers: number,
  epoch: string,
  seq: number,
];
