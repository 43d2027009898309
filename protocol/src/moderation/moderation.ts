import type { ReportReason } from "../messages/message-requests.ts";
import type { ModerationAction } from "./moderation-requests.ts";
import type { ChatMessage, Person, Role } from "../entities.ts";
import type { ActionScope } from "../rooms/channel.ts";
import type { RoomMode } from "../rooms/room-mode.ts";

/** The kinds of sanctions. (SPEC MO4) */
export type SanctionKind = "timeout" | "ban" | "shadow";

/** A sanction in a stream. Visible to staff only. (SPEC MO4) */
export interface Sanction {
  userId: string;
  nickname?: string;
  kind: SanctionKind;
  reason?: string;
  sinceMs: number;
  /** Absent if it lasts until it is lifted. */
  untilMs?: number;
  /** Set if it also applies to guests from the same address. */
  withAddress?: true;
  /** The action that imposed it. */
  actionId: string;
  /** Set where it holds in every stream of the channel. (SPEC CH3) */
  scope?: "channel";
}

export type ModerationActionKind = ModerationAction["kind"] | "auto";

/** A line of the audit log of a stream, or of a channel. Only staff read it. (SPEC MO5, CH7) */
export interface AuditRecord {
  id: string;
  /** Absent if the action was done to a channel from outside its streams. */
  streamId?: string;
  /** The channel that it was done to, where that is not one stream alone. */
  channelId?: string;
  atMs: number;
  /** The actor; `null` for the server's operator or a rule. */
  by: { userId: string; nickname: string; role: Role } | null;
  kind: ModerationActionKind;
  /** The target person. */
  person?: Person;
  /** The target message and its text. */
  message?: { id: string; text: string };
  reason?: string;
  untilMs?: number;
  /** Details by kind: the change of the mode, the text of the pin or note. */
  detail?: Record<string, unknown>;
  /** Whether the action can be undone now; and the action that undid it. */
  undoable: boolean;
  undoneBy?: string;
}

/** Why a message waits for review. (SPEC HE1) */
export type HeldReason = "filter" | "shadow";

/** A message that only its author and staff can see. (SPEC HE1) */
export interface HeldMessage extends Omit<ChatMessage, "seq"> {
  why: HeldReason;
  /** The id of the rule that held it. */
  rule?: string;
}

/** A message that viewers reported. (SPEC HE4) */
export interface ReportedMessage {
  message: ChatMessage;
  reports: { reason: ReportReason; count: number }[];
  lastAtMs: number;
}

/** The items that wait for review. (SPEC HE3) */
export interface ReviewQueue {
  held: HeldMessage[];
  reported: ReportedMessage[];
  /** Their total number. */
  waiting: number;
  /** Set while the number of held messages is at its limit: new ones displace old ones. (HE5) */
  full?: true;
}

/** A person's card in one stream, for staff. (SPEC MO10) */
export interface PersonCard {
  person: Person;
  role: Role;
  /** Where an owner made them a moderator: here, or in every stream of the channel. (SPEC MO1, CH2) */
  appointedIn?: ActionScope[];
  /** When this server first saw them write. */
  knownSinceMs?: number;
  /** What keeps them from writing in this stream alone. */
  sanction?: Sanction;
  /** What keeps them from writing in every stream of the channel. (SPEC CH3) */
  channelSanction?: Sanction;
  /** Their newest messages here, newest first, the removed and held ones included. */
  messages: (ChatMessage & { removed?: true; held?: true })[];
  actions: AuditRecord[];
  notes: { id: string; by: string; atMs: number; text: string }[];
}

/** Notifies staff that their panels are outdated. (SPEC MO11) */
export interface StaffNews {
  streamId: string;
  /** Number of messages that wait for review. */
  waiting: number;
  /** The id of the newest line of the audit log. */
  lastActionId?: string;
  /** The newest line of the channel's. (SPEC CH7) */
  lastChannelActionId?: string;
}

/** Somebody whom an owner made a moderator. (SPEC MO1, CH7) */
export interface AppointedPerson {
  userId: string;
  nickname?: string;
  role: "moderator";
}

/** A channel as its staff see it. (SPEC CH7) */
export interface Channel {
  channelId: string;
  /** What its staff are shown as its name, where somebody said so. */
  name?: string;
  /** The mode with which its new streams begin. (SPEC CH9) */
  mode: RoomMode;
}

/** Presets of a time-out, in seconds. */
export const TIMEOUT_PRESETS = [10, 60, 600, 3_600, 86_400] as const;
