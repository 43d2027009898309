import type {
  AuditRecord,
  PersonCard,
  ReportReason,
  ReviewQueue,
  Role,
  RoomMode,
  Sanction,
  StaffNews,
  SanctionKind,
} from "#protocol";

/** A stream as the operator's list has it. */
export interface StreamOverview {
  streamId: string;
  /** Whether the operator made it: only such are there where streams are listed. (SPEC MO14) */
  listed: boolean;
  ended: boolean;
  /** How many entries its log has had. */
  seq: number;
  /** When the last of them was written. */
  lastAtMs: number;
}

/** A page of what staff read, newest first. */
export interface StaffRead {
  streamId: string;
  /** The id of the item that the page ends before. */
  before?: string;
  limit: number;
  search?: string;
}

/** A step of a search: it looks at so many rows, and says where the next one goes on. */
export interface StaffSearch extends StaffRead {
  search: string;
  /** Where the step before this one ended. */
  from?: number;
  rows: number;
}

/** What a step of a search found. */
export interface SearchStep<T> {
  items: T[];
  /** Where the next step goes on; absent where there is nothing more to look at. */
  next?: number;
}

/** Which streams are read. */
export interface StreamsRead {
  only?: string;
  /** The id that they begin after. */
  after?: string;
  listedOnly?: boolean;
  limit: number;
}

/** What holds in a stream, as far as it has changed since some version. (SPEC MO12) */
export interface PolicyNews {
  version: number;
  /** The store's clock when this was read. */
  nowMs: number;
  mode: RoomMode;
  /** JSON of the filters' rules, if there are any. */
  filters?: string;
  /** Whether the operator made this stream. */
  listed: boolean;
  /** Everyone whom an owner appointed. */
  staff: { userId: string; role: Role }[];
  /**
   * Those whose sanction has changed since, with `none` where it was lifted; so many at most
   * as take a moment. `version` is then how far they reach.
   */
  sanctions: PolicySanction[];
  /** Set where there are more of them: read on from `version`. */
  more?: true;
}

/** What keeps a person from writing, as nodes know it. */
export interface PolicySanction {
  userId: string;
  kind: SanctionKind | "none";
  reason?: string;
  untilMs?: number;
  /** A guest's address, as a keyed hash, for which it holds as well. */
  addressHash?: string;
  /** Whether an owner did it: only then does it hold for moderators. */
  byOwner: boolean;
}

/** What the store knows of a person. */
export type StoredCard = Omit<PersonCard, "person" | "role"> & {
  nickname?: string;
  avatarUrl?: string;
  /** In which they wrote last. */
  role?: Role;
};

export interface Report {
  streamId: string;
  messageId: string;
  userId: string;
  reason: ReportReason;
}

/**
 * What staff have done to streams, for all nodes of a database. It is written by
 * `MessageLog.append`, in the order of the log.
 *
 * Every method may reject with a `StoreError`.
 */
export interface ModerationStore {
  /** What holds in a stream, and what has changed since a version; 0 for all of it. */
  readPolicy(streamId: string, sinceVersion: number): Promise<PolicyNews>;
  /** Lines of a stream's audit log, newest first. (SPEC MO5) */
  readAudit(read: StaffRead): Promise<AuditRecord[]>;
  /** Looks for some of them. */
  searchAudit(search: StaffSearch): Promise<SearchStep<AuditRecord>>;
  /** What holds now, newest first; the id that a page ends before is its `actionId`. */
  readSanctions(read: StaffRead): Promise<Sanction[]>;
  /** Looks for some of it. */
  searchSanctions(search: StaffSearch): Promise<SearchStep<Sanction>>;
  /** What is known of a person in one stream. (SPEC MO10) */
  readCard(streamId: string, userId: string): Promise<StoredCard>;
  /** What waits for staff, oldest first. (SPEC HE3) */
  readReviewQueue(streamId: string): Promise<ReviewQueue>;
  /** Notes a report; false if there is no such message, or it is the reporter's own. (SPEC HE4) */
  report(report: Report): Promise<boolean>;
  /** How much waits for staff, and the newest line of the audit log. (SPEC MO11) */
  readNews(streamId: string): Promise<Omit<StaffNews, "streamId">>;
  /** Since when somebody is known: from now on, if they were not. (SPEC MO6) */
  recordVisit(userId: string, addressHash: string | undefined): Promise<number>;
  /** Makes a stream one of those that are listed, or takes it off the list. */
  setListed(streamId: string, listed: boolean): Promise<void>;
  /** Streams in the order of their ids. (SPEC AD10) */
  readStreams(read: StreamsRead): Promise<StreamOverview[]>;
  /**
   * Deletes what is kept for a while only, a part of it; false when there is nothing left to
   * delete. It is `atMostMs` for it where the store's clock says more.
   */
  deleteExpired(limit: number, atMostMs?: number): Promise<boolean>;
  /** Erases one short step of what the operator has deleted; false when nothing is left. (SPEC AD3) */
  eraseDeleted(): Promise<boolean>;
}
