import type { MeChanged, MessageRejected, PresenceNotice, StaffNews, ViewerCount } from "#protocol";
import type { LogBatch } from "./log-entry.ts";

/** What a room is told of single people. (SPEC JR6, LR2) */
export type PresenceEvent = "user-joined" | "user-left";

/** How a connection takes the log: as entries, or as the frozen events. (SPEC EN1) */
export type FeedForm = "entries" | "stock";

/**
 * Carries what happens in a room to the connections that are in it.
 *
 * Calls never wait and never fail. The entries of a stream arrive in the order of the
 * calls, each once, at every connection that stays; how soon depends on how busy the
 * room is, and single joins and leaves may overtake them. (SPEC FO1)
 */
export interface Audience {
  /**
   * Subscribes a connection to the entries of a room after `fromSeq`, of those too that
   * `entries` was called with before. An earlier subscription to the same room ends.
   * `userId` says whose it is: of what is shadowed, they are told their own. (SPEC HE6)
   */
  enter(
    connectionId: string,
    streamId: string,
    form: FeedForm,
    fromSeq: number,
    userId?: string,
  ): void;
  /** Ends a subscription, also that of a connection that has closed. */
  exit(connectionId: string, streamId: string): void;
  /** To everyone in the room, in the form that each connection asked for. (SPEC EN1, SM6) */
  entries(batch: LogBatch): void;
  /** To everyone in the room but the connection named. (SPEC JR6, LR2) */
  presence(event: PresenceEvent, notice: PresenceNotice, exceptConnectionId?: string): void;
  /** To one connection: what it is to a room has changed. (SPEC ID4, ID5) */
  meChanged(connectionId: string, changed: MeChanged): void;
  /** To one of the staff: what their panels show has changed. (SPEC MO11) */
  staffNews(connectionId: string, news: StaffNews): void;
  /** To one connection: a message of theirs was not let in. (SPEC HE7) */
  messageRejected(connectionId: string, rejected: MessageRejected): void;
  /** To everyone in the room; may be dropped. (SPEC PR1) */
  viewerCount(count: ViewerCount): void;
  /** Makes everyone in the room connect anew, because what they were shown no longer holds. */
  reset(streamId: string): void;
}
