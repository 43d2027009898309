import type { AuditRecord, ErrorCode, HeldMessage, Role } from "#protocol";
import type { AppendAction, Held, Terms } from "./append-action.ts";
import type { LogEntry } from "./log-entry.ts";

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
