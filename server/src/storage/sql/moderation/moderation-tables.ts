import type { SanctionKind } from "#protocol";

/* The tables of moderation, beside those of the log. Times are in ms since 1970. */

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

/** One for each person who was ever kept from writing in a stream; the newest word on them. */
export interface SanctionsTable {
  stream_id: string;
  user_id: string;
  nickname: string | null;
  /** `none` once it was lifted: whoever knows of the sanction must learn that it is gone. */
  kind: SanctionKind | "none";
  reason: string | null;
  since: number;
  until: number | null;
  /** The guest's address, as a keyed hash, where it holds for others from there too. */
  address_hash: string | null;
  /** 1 if an owner or the operator did it: only then does it hold for moderators. */
  by_owner: number;
  action_id: string;
  /** The policy's version that it came with. */
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
  /** What it decides, of which only the newest word holds: a newer one takes it away from it. */
  slot: string | null;
  /** JSON of `UndoNotes`; null where nothing can be undone. */
  undo: string | null;
  undone_by: string | null;
  /** The actor's own id of it, and a hash of what they asked for under it. */
  client_id: string | null;
  request_hash: string | null;
  /** The seq of the entry that stood before it: which of the two happened first. (SPEC WH3) */
  log_seq: number;
}

/** What staff removed, for as long as it can be undone. (SPEC MO8) */
export interface RemovedTextsTable {
  stream_id: string;
  seq: number;
  /** The entry that keeps it away. */
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

/** A purge whose texts are still there. (SPEC EN6) */
export interface PurgesTable {
  stream_id: string;
  user_id: string;
  /** What they wrote before this entry is removed. */
  seq: number;
  /** When the texts may go; 0 for at once. */
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
