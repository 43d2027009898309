import type {
  AuditRecord,
  ChatMessage,
  ErrorCode,
  HeldMessage,
  MeChanged,
  Pin,
  PresenceNotice,
  Result,
  Role,
  RoomMode,
  StaffNews,
  ViewerCount,
} from "#protocol";
import type { Identity, MemberIdentity } from "./identity.ts";
import type { LogBatch, LogEntry } from "./log-entry.ts";
import type { AppendAction, Held, Terms } from "./append-action.ts";

/** Tells the time in ms since 1970. */
export interface Clock {
  nowMs(): number;
}

/** A clock that also wakes one up. */
export interface AlarmClock extends Clock {
  /** Calls `run` once after `ms`, however long that is; the function returned calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** What is asked of the log: to append an entry, or to find that it is there already. */
export type Append = AppendMessage | AppendRemoval | AppendPurge | AppendAction;

export interface AppendMessage {
  kind: "message";
  streamId: string;
  author: { userId: string; nickname: string; avatarUrl?: string; role: Role };
  message: string;
  clientId?: string;
  /** The id of the message that it answers; left out of the entry if it names none. (SPEC SM9) */
  replyTo?: string;
  /** What it was judged by; without it, it needs no leave. (SPEC MO12) */
  terms?: Terms;
  /** Set where it goes to staff, and its author alone sees it in the log, if anybody. (SPEC HE1, HE6) */
  held?: Held;
}

export interface AppendRemoval {
  kind: "removal";
  streamId: string;
  messageId: string;
  /** Whoever is named here may remove their own messages; without it, anyone's. */
  onlyOf?: string;
}

/** Removes all that a person has written in a stream. (SPEC EN6) */
export interface AppendPurge {
  kind: "purge";
  streamId: string;
  userId: string;
}

export type AppendResult =
  /** `more` is what it led to, right behind it: a removed message was pinned. (SPEC MO9) */
  | { outcome: "appended"; epoch: string; entry: LogEntry; more?: LogEntry[] }
  /** Nothing was appended: this is what the first request of its kind made. (SPEC LOG3, RM1) */
  | { outcome: "repeated"; epoch: string; entry?: LogEntry }
  /** It waits for staff, and has no place in the log. (SPEC HE1) */
  | { outcome: "held"; message: HeldMessage }
  /** Its author took it back while it waited for staff, and it is gone. (SPEC RM5) */
  | { outcome: "withdrawn"; epoch: string }
  /** What staff did is done, with all that follows from it. (SPEC MO2) */
  | {
      outcome: "done";
      epoch: string;
      entries: LogEntry[];
      record: AuditRecord;
      policyVersion: number;
    }
  /** It was judged by a policy that holds no more: judge it anew. (SPEC MO12) */
  | { outcome: "stale-policy"; policyVersion: number }
  | { outcome: "refused"; code: RefusedAppend; retryAfterMs?: number };

export type RefusedAppend = Extract<
  ErrorCode,
  "conflict" | "not-found" | "forbidden" | "slow-mode" | "repeated-message"
>;

/** A stream's log as it lies in the store: its newest entries, oldest first. */
export interface LogTail {
  /** Empty before the first entry. */
  epoch: string;
  entries: LogEntry[];
  /** Whose messages of this stream are shadowed: they alone see another log. (SPEC HE6) */
  shadowedAuthors?: string[];
  /** What holds, and what is pinned, as of the last of them. (SPEC MO6, MO9) */
  mode?: RoomMode;
  pinned?: Pin;
}

/** How far a stream's log reaches. */
export interface Head {
  streamId: string;
  epoch: string;
  seq: number;
  /** The number of the oldest entry that is kept. */
  firstSeq: number;
  /** Raised by every change of who may write what. (SPEC MO12) */
  policyVersion: number;
}

/** How much of the past is kept. */
export interface Retention {
  /** Entries from before this time may go. */
  beforeMs?: number;
  /** Of each stream, so many of the newest entries stay. */
  maxEntries?: number;
}

/** How the mark may move that holds deletion back. */
export interface MarkMove {
  /** By the node's clock. */
  nowMs: number;
  stepMs: number;
  /** Within so long by the store's clock it moves once, however many nodes ask. */
  roundMs: number;
}

/** Where a stream's log begins since it was trimmed. */
export interface Trimmed {
  streamId: string;
  firstSeq: number;
  /** How many entries went. */
  removed?: number;
  /** Trimmed no further, for this message is pinned: remove it first, for everyone. (SPEC LOG8) */
  pinnedId?: string;
}

/**
 * Keeps the log of every stream. (SPEC LOG1, LOG3–LOG5, LOG8)
 *
 * Every method may reject with a `StoreError`, and then nothing of the request
 * was done, unless its code is `store-busy`: then it may still be done later.
 */
export interface MessageLog {
  /**
   * Commits a batch as a whole, in its order, and answers in the same order.
   *
   * Entries get the next numbers of their stream; several processes may append
   * at once, and a number is visible only after all lower ones. When the promise
   * resolves, everything it tells of is on disk.
   */
  append(batch: readonly Append[]): Promise<AppendResult[]>;
  /** The newest `limit` entries. */
  readTail(streamId: string, limit: number): Promise<LogTail>;
  /** The entries after a seq, oldest first and without a gap, `limit` at most. */
  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]>;
  /** How far each of these streams reaches; one without a log is left out. In any order. */
  readHeads(streamIds: readonly string[]): Promise<Head[]>;
  /**
   * The newest `limit` messages before a seq, oldest first; removed ones are left out, and
   * so are shadowed ones of everyone but `viewerId`. (SPEC HE6)
   */
  readMessages(
    streamId: string,
    beforeSeq: number,
    limit: number,
    viewerId?: string,
  ): Promise<ChatMessage[]>;
  /** The streams in which a person has written what is still there. */
  streamsOf(userId: string): Promise<string[]>;
  /**
   * Deletes what retention lets go, oldest first: from some streams, `limit` entries of
   * each at most. An empty answer means that there is nothing left to delete. A stream's
   * newest entry always stays, so that numbers go on from it. (SPEC LOG8)
   */
  trim(retention: Retention, limit: number): Promise<Trimmed[]>;
  /**
   * Says what time it is for whatever deletes by age: the earliest of the node's clock, the
   * store's, and a mark that is kept. The mark begins at the newest entry's time and follows
   * the clocks, a step in a round at most. (SPEC LOG8)
   */
  moveMark(move: MarkMove): Promise<number>;
  /** Resolves if the store answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps the few secrets a server makes for itself, so that a restart finds them again. */
export interface SecretStore {
  /** The value under this name; the first caller's proposal is kept for all nodes. */
  getOrCreate(name: string, proposal: string): Promise<string>;
}

/** What a connection may show to say whose it is. (SPEC CN1) */
export interface Credentials {
  token?: string;
  guestCredential?: string;
  /** Where the page comes from that shows it, if a browser says so; chat sessions hold there alone. */
  origin?: string;
}

/** A chat session, as it is kept. Handles are kept as hashes. (SPEC SI4, SI5) */
export interface StoredSession {
  id: string;
  /** The sign-in request that made it; no request makes two. */
  request: string;
  origin: string;
  person: MemberIdentity;
  handleHash: string;
  previousHash: string | null;
  createdAtMs: number;
  /** When `handleHash` took the place of `previousHash`. */
  rotatedAtMs: number;
}

/** A chat session, as the operator sees it. (SPEC AD11) */
export interface ListedSession {
  id: string;
  origin: string;
  nickname?: string;
  createdAtMs: number;
  refreshedAtMs: number;
}

/** Keeps chat sessions, for all nodes of a database. */
export interface SessionStore {
  /** Keeps a new session; false if its request has made one already. */
  create(session: StoredSession): Promise<boolean>;
  /** A session that has not been ended. */
  find(id: string): Promise<StoredSession | undefined>;
  /** Puts a new handle in the place of the one named; false if another has taken it meanwhile. */
  rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean>;
  /** The sessions of a person that have not been ended, the last refreshed first. */
  listOf(userId: string): Promise<ListedSession[]>;
  /** Ends a session, and takes the person out of it. */
  end(id: string): Promise<void>;
  /** Does so with all of a person, or one of them; resolves with their ids. */
  endOf(userId: string, id?: string): Promise<string[]>;
  /** Does so with all there are; resolves with how many. */
  endAll(): Promise<number>;
  /** Those that were ended after a time by the store's clock, and what that says now. */
  endedSince(ms: number): Promise<{ nowMs: number; ids: string[] }>;
  /** Deletes what was last refreshed before a time. */
  deleteUnusedSince(ms: number): Promise<void>;
  /** Deletes what was ended before a time. */
  deleteEndedBefore(ms: number): Promise<void>;
}

/** Reads the cookie that ties a sign-in request to a browser, by the request's id. (SPEC SI8) */
export type TicketOf = (requestId: string) => string | undefined;

/** Leads people from other pages to chat sessions. Payloads come in unparsed. (SPEC SI1–SI8) */
export interface SignInService {
  begin(secret: unknown, page: unknown, origin: string): Promise<Result<object>>;
  /** Resolves with the cookie that ties a request to the browser that asks. (SPEC SI8) */
  start(
    request: unknown,
    evidence: { formOrigin?: string | undefined; secret?: unknown },
  ): Promise<Result<{ requestId: string; value: string; maxAgeMs: number }>>;
  grant(
    request: unknown,
    proof: unknown,
    ticketOf: TicketOf,
    ownOrigin: string,
  ): Promise<Result<object>>;
  redeem(request: unknown, secret: unknown, code: unknown, origin: string): Promise<Result<object>>;
  view(request: unknown, ticketOf: TicketOf): Promise<object | undefined>;
  refresh(handle: unknown, origin: string): Promise<Result<object>>;
  /** Ends a session and what came with it. */
  revoke(handle: unknown, origin: string): Promise<void>;
}

/** Keeps the names of those who look after streams, so that nobody else takes them. (SPEC ID7) */
export interface ReservedNameStore {
  /** Puts it in the place of the person's name in that scope, unless it is somebody else's there. */
  reserve(name: ReservedName): Promise<void>;
  /** Lets go of a person's name in a scope. */
  release(scope: string, userId: string): Promise<void>;
  /** Those that somebody came with since then, the one seen longest ago first. */
  all(seenSinceMs: number): Promise<ReservedName[]>;
  deleteUnseenSince(ms: number): Promise<void>;
}

/** A name that nobody else may take in a stream, or in any. (SPEC ID7) */
export interface ReservedName {
  /** The stream; empty for all of them. */
  scope: string;
  /** What names that look alike have in common. */
  skeleton: string;
  userId: string;
  /** Whether they are staff by an owner's appointment, not by their token. */
  isAppointed: boolean;
  seenAtMs: number;
}

/** Decides whose a connection is. Never rejects for a bad credential. (SPEC CN2) */
export interface Authenticator {
  authenticate(credentials: Credentials): Promise<Identity>;
}

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
  /** To everyone in the room; may be dropped. (SPEC PR1) */
  viewerCount(count: ViewerCount): void;
  /** Makes everyone in the room connect anew, because what they were shown no longer holds. */
  reset(streamId: string): void;
}
