import type { SanctionKind } from "#protocol";

/*
 * The tables of moderation, beside those of the log. Times are in ms since 1970. In those of
 * sanctions, staff and actions, a channel's key stands where else a stream's id does.
 */

export interface ModerationTables {
  sanctions: SanctionsTable;
  stream_staff: { stream_id: string; user_id: string; role: "moderator" | "member" };
  actions: ActionsTable;
  removed_texts: RemovedTextsTable;
  purges: PurgesTable;
  held_messages: HeldMessagesTable;
  reports: ReportsTable;
  people: { user_id: string; first_at: number; seen_at: number; address_hash: string | null };
  slow_writers: { stream_id: string; user_id: string; at: number };
  recent_texts: { stream_id: string; fingerprint: string; at: number };
}

/** One row per person who ever had a sanction in a stream; the newest sanction. */
export interface SanctionsTable {
  stream_id: string;
  user_id: string;
  nickname: string | null;
  /** `none` after it was lifted: nodes that know the sanction must learn of its end. */
  kind: SanctionKind | "none";
  reason: string | null;
  since: number;
  until: number | null;
  /** The guest's address as a keyed hash, if it applies to other people from there, too. */
  address_hash: string | null;
  /** 1 if an owner or the operator imposed it: only then does it apply to moderators. */
  by_owner: number;
  action_id: string;
  /** The policy version that introduced it. */
  version: number;
}

/** The audit log. (SPEC MO5) */
export interface ActionsTable {
  stream_id: string;
  number: number;
  id: string;
  at: number;
  kind: string;
  by_user_id: string | null;
  by_nickname: string | null;
  by_role: string | null;
  user_id: string | null;
  nickname: string | null;
  avatar_url: string | null;
  message_id: string | null;
  message_text: string | null;
  reason: string | null;
  until: number | null;
  /** JSON. */
  detail: string | null;
  /** What it decides; a newer action with the same slot takes the slot over. */
  slot: string | null;
  /** JSON of `UndoNotes`; null if it cannot be undone. */
  undo: string | null;
  undone_by: string | null;
  /** The actor's own id of the action, and a hash of the request. */
  client_id: string | null;
  request_hash: string | null;
  /** The seq of the last entry before it, which orders actions and entries. (SPEC WH3) */
  log_seq: number;
  /** The stream in which it was done, of what was done to a channel. */
  in_stream: string | null;
}

/** Texts that staff removed, kept for as long as the removal can be undone. (SPEC MO8) */
export interface RemovedTextsTable {
  stream_id: string;
  seq: number;
  /** The entry that removed it. */
  removal_seq: number;
  removed_at: number;
  user_id: string;
  client_id: string | null;
  nickname: string | null;
  avatar_url: string | null;
  role: string | null;
  body: string | null;
  target_id: string | null;
  target_seq: number | null;
}

/** A purge whose texts were not erased yet. (SPEC EN6) */
export interface PurgesTable {
  stream_id: string;
  user_id: string;
  /** Messages before this entry are removed. */
  seq: number;
  /** When the texts may be erased; 0 for at once. */
  erase_at: number;
}

export interface HeldMessagesTable {
  stream_id: string;
  id: string;
  at: number;
  user_id: string;
  client_id: string | null;
  why: "filter" | "shadow";
  rule: string | null;
  nickname: string | null;
  avatar_url: string | null;
  role: string | null;
  body: string | null;
  reply_to: string | null;
}

export interface ReportsTable {
  stream_id: string;
  message_id: string;
  user_id: string;
  reason: string;
  at: number;
}
