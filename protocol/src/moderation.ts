import type { FilterRule } from "./filters.ts";
import type { ChatMessage, Person, Role } from "./entities.ts";

/** What holds for everyone's writing in a room; what is not there is off. (SPEC MO6) */
export interface RoomMode {
  /** Seconds between two messages of one person, 1 to 3,600. */
  slowSeconds?: number;
  membersOnly?: true;
  /** How long one must be known here before one may write, in seconds, up to 30 days. */
  accountAgeSeconds?: number;
  emojiOnly?: true;
  noLinks?: true;
  /** No text that was written in this room within the last minute. */
  unique?: true;
  /** Only staff write. */
  frozen?: true;
  /** The stream is over: nobody writes, everybody reads. */
  ended?: true;
}

/** What stands above the messages. (SPEC MO9) */
export interface Pin {
  text: string;
  /** An https address. */
  link?: string;
  /** The message that was pinned, and who wrote it. */
  messageId?: string;
  userId?: string;
  nickname?: string;
}

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

/** What staff do to a stream. One at a time, each audited, each undone by `undo`. (SPEC MO2) */
export type ModerationAction =
  | { kind: "remove"; messageId: string; reason?: string }
  | { kind: "timeout"; userId: string; seconds: number; reason?: string; purge?: boolean }
  | {
      kind: "ban";
      userId: string;
      /** Without it, until somebody lifts it. */
      seconds?: number;
      reason?: string;
      purge?: boolean;
      /** Whether other guests from the same address are kept out as well. */
      withAddress?: boolean;
    }
  | { kind: "shadow"; userId: string; reason?: string }
  /** Ends whatever keeps a person from writing. */
  | { kind: "lift"; userId: string; reason?: string }
  | { kind: "purge"; userId: string; reason?: string }
  | { kind: "clear"; reason?: string }
  /** Changes what is named; `null`, 0 or `false` switches it off. */
  | { kind: "set-mode"; mode: RoomModeChange }
  /** Slow mode, members only, no links, no repeats, all at once; off: what was before. */
  | { kind: "shield"; on: boolean }
  | { kind: "pin"; messageId: string }
  | { kind: "pin-text"; text: string; link?: string }
  | { kind: "unpin" }
  /** Owners only. `member` takes an appointment back. */
  | { kind: "appoint"; userId: string; role: "moderator" | "member" }
  /** Owners only. Puts these in the place of the filters that there are. (SPEC FI12) */
  | { kind: "set-filters"; rules: FilterRule[] }
  /** Lets a person post one message with links, within ten minutes. (SPEC FI14) */
  | { kind: "permit-link"; userId: string }
  /** A line that other staff read on a person's card. */
  | { kind: "note"; userId: string; text: string }
  /** Lets a held message into the log, or drops it. (SPEC HE2) */
  | { kind: "approve"; heldId: string }
  | { kind: "reject"; heldId: string }
  /** Puts reports of a message away without removing it. (SPEC HE4) */
  | { kind: "dismiss"; messageId: string }
  | { kind: "undo"; actionId: string };

/** A change of a room's mode: `null` switches off. */
export type RoomModeChange = {
  [Name in keyof RoomMode]?:
    RoomMode[Name] | (RoomMode[Name] extends number ? number : boolean) | null;
};

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

export type ReportReason = "spam" | "abuse" | "sexual" | "personal" | "other";

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

/** What the shield sets. (SPEC MO7) */
export const SHIELD_MODE = {
  slowSeconds: 30,
  membersOnly: true,
  noLinks: true,
  unique: true,
} as const satisfies RoomMode;
