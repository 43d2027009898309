import type { ReportReason } from "../messages/message-requests.ts";
import type { ModerationAction } from "./moderation-requests.ts";
import type { ChatMessage, Person, Role } from "../entities.ts";

/** Why somebody may not write. (SPEC MO4) */
export type SanctionKind = "timeout" | "ban" | "shadow";

/** What keeps a person from writing in a stream. Only staff see this. (SPEC MO4) */
export interface Sanction {
  userId: string;
  nickname?: string;
  kind: SanctionKind;
  reason?: string;
  sinceMs: number;
  /** Without an end until somebody lifts it. */
  untilMs?: number;
  /** Whether it also holds for guests who come from the same address. */
  withAddress?: true;
  /** The action that it came from. */
  actionId: string;
}

export type ModerationActionKind = ModerationAction["kind"] | "auto";

/** A line of a stream's audit log. Only staff read it. (SPEC MO5) */
export interface AuditRecord {
  id: string;
  streamId: string;
  atMs: number;
  /** Who did it; `null` where the server's operator or a rule did. */
  by: { userId: string; nickname: string; role: Role } | null;
  kind: ModerationActionKind;
  /** Whom it was done to. */
  person?: Person;
  /** The message it was done to, and what it said. */
  message?: { id: string; text: string };
  reason?: string;
  untilMs?: number;
  /** What else there is to say of it, by kind: the change of the mode, the text of the pin or note. */
  detail?: Record<string, unknown>;
  /** Whether it can be undone now, and the action that undid it. */
  undoable: boolean;
  undoneBy?: string;
}

/** Why a message waits for staff. (SPEC HE1) */
export type HeldReason = "filter" | "shadow";

/** A message that nobody but its author and the staff has seen. (SPEC HE1) */
export interface HeldMessage extends Omit<ChatMessage, "seq"> {
  why: HeldReason;
  /** Which rule held it. */
  rule?: string;
}

/** A message that viewers want looked at. (SPEC HE4) */
export interface ReportedMessage {
  message: ChatMessage;
  reports: { reason: ReportReason; count: number }[];
  lastAtMs: number;
}

/** What waits for staff. (SPEC HE3) */
export interface ReviewQueue {
  held: HeldMessage[];
  reported: ReportedMessage[];
  /** How many there are in all. */
  waiting: number;
  /** Set while as much is held as may be: what comes then drops older messages. (HE5) */
  full?: true;
}

/** What staff know of a person in one stream. (SPEC MO10) */
export interface PersonCard {
  person: Person;
  role: Role;
  /** When this server first saw them write. */
  knownSinceMs?: number;
  sanction?: Sanction;
  /** Their newest messages here, newest first, the removed and held ones included. */
  messages: (ChatMessage & { removed?: true; held?: true })[];
  actions: AuditRecord[];
  notes: { id: string; by: string; atMs: number; text: string }[];
}

/** Tells staff that their panels are behind. Says nothing else. (SPEC MO11) */
export interface StaffNews {
  streamId: string;
  /** How many messages wait for review. */
  waiting: number;
  /** The newest line of the audit log. */
  lastActionId?: string;
}

/** Presets of a time-out, in seconds. */
export const TIMEOUT_PRESETS = [10, 60, 600, 3_600, 86_400] as const;
