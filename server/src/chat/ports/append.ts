import type { AuditRecord, ErrorCode, HeldMessage, Role } from "#protocol";
import type { AppendAction, Held, Terms } from "./append-action.ts";
import type { LogEntry } from "./log-entry.ts";

/** A request to the log: append an entry, or find that it exists already. */
export type Append = AppendMessage | AppendRemoval | AppendPurge | AppendAction;

export interface AppendMessage {
  kind: "message";
  streamId: string;
  author: { userId: string; nickname: string; avatarUrl?: string; role: Role };
  message: string;
  clientId?: string;
  /** The id of the message it replies to; dropped if there is no such message. (SPEC SM9) */
  replyTo?: string;
  /** The terms under which it was accepted; without them, nothing is checked. (SPEC MO12) */
  terms?: Terms;
  /** Set if held for staff; in the log only its author sees it, if anybody. (SPEC HE1, HE6) */
  held?: Held;
}

export interface AppendRemoval {
  kind: "removal";
  streamId: string;
  messageId: string;
  /** The user id whose messages may be removed; without it, anyone's may. */
  onlyOf?: string;
}

/** Removes all messages of a person from a stream. (SPEC EN6) */
export interface AppendPurge {
  kind: "purge";
  streamId: string;
  userId: string;
}

export type AppendResult =
  /**
   * `more` holds the entries that follow from it, directly behind it: a removed message was pinned.
   * (SPEC MO9)
   */
  | {
      outcome: "appended";
      epoch: string;
      entry: LogEntry;
      more?: LogEntry[];
      dropped?: DroppedMessage[];
    }
  /** Nothing was appended: `entry` is what the first such request appended. (SPEC LOG3, RM1) */
  | { outcome: "repeated"; epoch: string; entry?: LogEntry }
  /** The message waits for review, and is not in the log. (SPEC HE1) */
  | { outcome: "held"; message: HeldMessage; dropped?: DroppedMessage[] }
  /**
   * The author withdrew the message while it waited for review, and it no longer exists. (SPEC RM5)
   */
  | { outcome: "withdrawn"; epoch: string }
  /** The action of staff is done, with all entries that follow from it. (SPEC MO2) */
  | {
      outcome: "done";
      epoch: string;
      entries: LogEntry[];
      record: AuditRecord;
      policyVersion: number;
      channelVersion: number;
    }
  /**
   * The policy used for the decision is outdated: decide again. (SPEC MO12) `entries` are the
   * first entries of a new stream: the mode that its channel gives it. (SPEC CH9)
   */
  | {
      outcome: "stale-policy";
      policyVersion: number;
      channelVersion: number;
      epoch: string;
      entries: LogEntry[];
    }
  | { outcome: "refused"; code: RefusedAppend; retryAfterMs?: number };

/** A held message that a later one displaced from the full review queue. (SPEC HE5) */
export interface DroppedMessage {
  id: string;
  userId: string;
}

export type RefusedAppend = Extract<
  ErrorCode,
  "conflict" | "not-found" | "forbidden" | "slow-mode" | "repeated-message"
>;
