import type { ChatMessage, Entry, Me, Person, Position, RoomState } from "./entities.ts";
import type { ChatError } from "./errors/errors.ts";
import type { TryFilter } from "./filters/filter-requests.ts";
import type { FilterFinding, FilterSet } from "./filters/filters.ts";
import type {
  FetchEntries,
  LoadHistory,
  RemoveMessage,
  ReportMessage,
  SendMessage,
} from "./messages/message-requests.ts";
import type {
  Moderate,
  LoadPerson,
  LoadQueue,
  ScopedRead,
  StaffPage,
} from "./moderation/moderation-requests.ts";
import type { JoinRoom } from "./rooms/room-requests.ts";
import type {
  AppointedPerson,
  AuditRecord,
  Channel,
  PersonCard,
  ReviewQueue,
  Sanction,
  StaffNews,
} from "./moderation/moderation.ts";
import type { ShowPulse, ShowReport } from "./shows/show-report.ts";
import type { LoadReport } from "./shows/show-requests.ts";
import type { PackedEntries } from "./messages/packed-entries.ts";

/** The answer to an event that was sent with an ack. (SPEC ER2) */
export type Ack<T extends object = object> = (answer: Answer<T>) => void;
export type Answer<T extends object = object> =
  ({ ok: true } & T) | { ok: false; error: ChatError };

/** What a client may put into the handshake's `auth`. (SPEC CN1) */
export interface HandshakeAuth {
  token?: string;
  guestCredential?: string;
  /** Whether the page is in a frame of another origin. (SPEC EM7) */
  framed?: true;
  /** Joins of the first moment, one for each stream. (SPEC JR10) */
  joins?: JoinRoom[];
}

/** The room, and the log up to `position`. (SPEC JR4) */
export type Joined = {
  me: Me;
  room: RoomState;
  position: Position;
  /**
   * Set when the server has just created this guest; send it with the next handshake. (SPEC CN3)
   */
  guestCredential?: string;
} & (
  | { recovered: true; entries: Entry[] }
  | { recovered: false; messages: ChatMessage[]; more: boolean }
);

/** The streams whose joins the server takes from the handshake. (SPEC JR10) */
export interface Joining {
  streamIds: string[];
}

/** The answer to a join of the handshake. (SPEC JR10) */
export interface JoinedFromHandshake {
  streamId: string;
  answer: Answer<Joined>;
}

/** The committed message; a held one has seq 0. (SPEC SM1, HE1) */
export interface Sent {
  message: ChatMessage;
  /** Set if it waits for review, and its author may know. */
  held?: true;
}

export interface PresenceNotice extends Person {
  streamId: string;
  timestamp: number;
}

/** Number of people in a room. (SPEC PR1, PR2) */
export interface ViewerCount {
  streamId: string;
  viewers: number;
  /** Number of named people who joined since the last count, in rooms too large to name them. */
  joined?: number;
}

/** The changed `Me` of a room. (SPEC ID4, ID5) */
export interface MeChanged {
  streamId: string;
  me: Me;
}

/** An own message that waited for review was rejected, or was dropped from the full queue. (SPEC HE7) */
export interface MessageRejected {
  streamId: string;
  id: string;
}

/** Events that clients send. */
export interface ClientToServerEvents {
  "join-room": (payload: JoinRoom, ack?: Ack<Joined>) => void;
  "leave-room": (payload: string | { streamId: string }, ack?: Ack) => void;
  "send-message": (payload: SendMessage, ack?: Ack<Sent>) => void;
  "load-history": (
    payload: LoadHistory,
    ack?: Ack<{ messages: ChatMessage[]; more: boolean }>,
  ) => void;
  "fetch-entries": (payload: FetchEntries, ack?: Ack<{ entries: Entry[]; head: number }>) => void;
  "remove-message": (payload: RemoveMessage, ack?: Ack) => void;
  moderate: (payload: Moderate, ack?: Ack<{ record: AuditRecord }>) => void;
  "load-audit": (payload: StaffPage, ack?: Ack<{ records: AuditRecord[]; more: boolean }>) => void;
  "load-sanctions": (
    payload: StaffPage,
    ack?: Ack<{ sanctions: Sanction[]; more: boolean }>,
  ) => void;
  "load-person": (payload: LoadPerson, ack?: Ack<{ card: PersonCard }>) => void;
  "load-queue": (payload: LoadQueue, ack?: Ack<ReviewQueue>) => void;
  "load-filters": (payload: ScopedRead, ack?: Ack<FilterSet>) => void;
  "load-staff": (payload: ScopedRead, ack?: Ack<{ staff: AppointedPerson[] }>) => void;
  "load-channel": (payload: LoadQueue, ack?: Ack<{ channel: Channel }>) => void;
  "try-filter": (payload: TryFilter, ack?: Ack<{ finding?: FilterFinding }>) => void;
  "load-pulse": (payload: LoadQueue, ack?: Ack<{ pulse: ShowPulse }>) => void;
  "load-report": (payload: LoadReport, ack?: Ack<{ report: ShowReport }>) => void;
  "report-message": (payload: ReportMessage, ack?: Ack) => void;
  authenticate: (payload: { token: string }, ack?: Ack<{ expiresAtMs: number }>) => void;
}

/** Events that servers send. */
export interface ServerToClientEvents {
  joining: (joining: Joining) => void;
  joined: (joined: JoinedFromHandshake) => void;
  "message-history": (messages: ChatMessage[]) => void;
  "new-message": (message: ChatMessage) => void;
  "message-removed": (removal: { streamId: string; id: string; seq: number }) => void;
  "messages-purged": (purge: { streamId: string; userId: string }) => void;
  entries: (batch: PackedEntries) => void;
  "user-joined": (notice: PresenceNotice) => void;
  "user-left": (notice: PresenceNotice) => void;
  "me-changed": (changed: MeChanged) => void;
  "viewer-count": (count: ViewerCount) => void;
  "staff-news": (news: StaffNews) => void;
  "message-rejected": (rejected: MessageRejected) => void;
  "come-back": (notice: { afterMs: number }) => void;
  error: (error: ChatError) => void;
}
