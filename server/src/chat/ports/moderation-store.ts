import type {
  AppointedPerson,
  AuditRecord,
  Channel,
  PersonCard,
  ReportReason,
  ReviewQueue,
  Role,
  RoomMode,
  Sanction,
  StaffNews,
  SanctionKind,
} from "#protocol";

/** A stream in the operator's list. */
export interface StreamOverview {
  streamId: string;
  /** Whether the operator created it; with listed streams, only such streams exist. (SPEC MO14) */
  listed: boolean;
  ended: boolean;
  /** Number of entries that its log has had. */
  seq: number;
  /** When the last entry was written. */
  lastAtMs: number;
}

/** A request for a page of staff data, newest first. */
export interface StaffRead {
  /** Or a channel's key. */
  streamId: string;
  /** The id of the item that the page ends before. */
  before?: string;
  limit: number;
  search?: string;
}

/** A step of a search: scans a number of rows, and returns where the next step starts. */
export interface StaffSearch extends StaffRead {
  search: string;
  /** Where the previous step ended. */
  from?: number;
  rows: number;
}

/** The result of one step of a search. */
export interface SearchStep<T> {
  items: T[];
  /** Where the next step starts; absent if nothing is left to scan. */
  next?: number;
}

/** A request for a page of the stream list. */
export interface StreamsRead {
  only?: string;
  /** The id that the page starts after. */
  after?: string;
  listedOnly?: boolean;
  limit: number;
}

/** What holds in a stream, or a channel, as far as it has changed since some version. (SPEC MO12) */
export interface PolicyNews {
  version: number;
  /** The version of the policy of a stream's channel. (SPEC CH4) */
  channelVersion?: number;
  /** What a channel is called. */
  name?: string;
  /** The store's clock when this was read. */
  nowMs: number;
  mode: RoomMode;
  /** JSON of the filters' rules, if there are any. */
  filters?: string;
  /** Whether the operator created this stream. */
  listed: boolean;
  /** Everyone appointed by an owner. */
  staff: { userId: string; role: Role }[];
  /**
   * People whose sanction has changed since, with `none` if it was lifted; limited to a number that
   * is read quickly. `version` then says how far the list reaches.
   */
  sanctions: PolicySanction[];
  /** Set if there are more: continue reading from `version`. */
  more?: true;
}

/** A sanction that keeps a person from writing, as nodes know it. */
export interface PolicySanction {
  userId: string;
  kind: SanctionKind | "none";
  reason?: string;
  untilMs?: number;
  /** A guest's address as a keyed hash, to which the sanction applies as well. */
  addressHash?: string;
  /** Whether an owner imposed it: only then does it apply to moderators. */
  byOwner: boolean;
}

/** What the store knows of a person. */
export type StoredCard = Omit<PersonCard, "person" | "role"> & {
  /** Beside the avatar, so that a guest's is recognised. (SPEC JR3) */
  userId: string;
  nickname?: string;
  avatarUrl?: string;
  /** The role in which they last wrote. */
  role?: Role;
};

export interface Report {
  streamId: string;
  messageId: string;
  userId: string;
  reason: ReportReason;
}

/**
 * Stores what staff have done to streams, for all nodes of a database. `MessageLog.append` writes
 * it, in the order of the log.
 *
 * Every method may reject with a `StoreError`.
 */
export interface ModerationStore {
  /** What holds in a stream or a channel, and what has changed since a version; 0 for all of it. */
  readPolicy(key: string, sinceVersion: number): Promise<PolicyNews>;
  /** Lines of a stream's audit log, newest first. (SPEC MO5) */
  readAudit(read: StaffRead): Promise<AuditRecord[]>;
  /** Searches the audit log. */
  searchAudit(search: StaffSearch): Promise<SearchStep<AuditRecord>>;
  /** The sanctions in force, newest first; pages end before an `actionId`. */
  readSanctions(read: StaffRead): Promise<Sanction[]>;
  /** Searches the sanctions in force. */
  searchSanctions(search: StaffSearch): Promise<SearchStep<Sanction>>;
  /** What is known of a person in one stream; `withChannel` adds what its channel knows. (SPEC MO10, CH7) */
  readCard(streamId: string, userId: string, withChannel: boolean): Promise<StoredCard>;
  /** Whom owners made moderators of a stream or a channel. (SPEC CH7) */
  readStaff(key: string): Promise<AppointedPerson[]>;
  /** A channel; one that nobody did anything to is there, too. (SPEC CH7) */
  readChannel(channelId: string): Promise<Channel>;
  /** What waits for staff, oldest first. (SPEC HE3) */
  readReviewQueue(streamId: string): Promise<ReviewQueue>;
  /** Stores a report; false if the message does not exist, or is the reporter's own. (SPEC HE4) */
  report(report: Report): Promise<boolean>;
  /** How many items of each stream wait for review, and the newest lines of its audit logs. (SPEC MO11) */
  readNews(streamIds: readonly string[]): Promise<StaffNews[]>;
  /** When a person was first seen; records the current time if they are new. (SPEC MO6) */
  recordVisit(userId: string, addressHash: string | undefined): Promise<number>;
  /** Adds a stream to the list of streams, or removes it. */
  setListed(streamId: string, listed: boolean): Promise<void>;
  /** Streams in order of their ids. (SPEC AD10) */
  readStreams(read: StreamsRead): Promise<StreamOverview[]>;
  /**
   * Deletes a part of the data that is kept for a limited time; false when nothing is left to
   * delete. Uses `atMostMs` as the time if the store's clock is later.
   */
  deleteExpired(limit: number, atMostMs?: number): Promise<boolean>;
  /** Erases a part of what the operator has deleted; false when nothing is left. (SPEC AD3) */
  eraseDeleted(): Promise<boolean>;
}
