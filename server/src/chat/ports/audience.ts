import type { MeChanged, MessageRejected, PresenceNotice, StaffNews, ViewerCount } from "#protocol";
import type { LogBatch } from "./log-entry.ts";

/** Events about single people in a room. (SPEC JR6, LR2) */
export type PresenceEvent = "user-joined" | "user-left";

/**
 * The form in which a connection receives the log: as entries, or as the frozen events. (SPEC EN1)
 */
export type FeedForm = "entries" | "stock";

/**
 * Delivers a room's events to the connections in it.
 *
 * Calls never wait and never fail. The entries of a stream arrive in the order of the calls, each
 * once, at every connection that stays. The delay depends on how busy the room is, and single joins
 * and leaves may overtake entries. (SPEC FO1)
 */
export interface Audience {
  /**
   * Subscribes a connection to the entries of a room after `fromSeq`, including entries that were
   * passed to `entries` before. Ends an earlier subscription to the same room. `userId` is the
   * person on the connection, who receives their own shadowed messages. (SPEC HE6)
   */
  enter(
    connectionId: string,
    streamId: string,
    form: FeedForm,
    fromSeq: number,
    userId?: string,
  ): void;
  /** Ends a subscription, also of a connection that has closed. */
  exit(connectionId: string, streamId: string): void;
  /** Sends to everyone in the room, in the form that each connection requested. (SPEC EN1, SM6) */
  entries(batch: LogBatch): void;
  /** Sends to everyone in the room except the given connection. (SPEC JR6, LR2) */
  presence(event: PresenceEvent, notice: PresenceNotice, exceptConnectionId?: string): void;
  /** Sends one connection its changed role or permissions in a room. (SPEC ID4, ID5) */
  meChanged(connectionId: string, changed: MeChanged): void;
  /** Sends one staff connection the changed counts of its panels. (SPEC MO11) */
  staffNews(connectionId: string, news: StaffNews): void;
  /** Sends one connection that a message of theirs waits no more, and will not come. (SPEC HE7) */
  messageRejected(connectionId: string, rejected: MessageRejected): void;
  /** Sends to everyone in the room; may be dropped. (SPEC PR1) */
  viewerCount(count: ViewerCount): void;
  /** Makes everyone in the room reconnect, because what they were shown is no longer valid. */
  reset(streamId: string): void;
}
