import type { Generated, Kysely } from "kysely";
import type { ModerationTables } from "./moderation/moderation-tables.ts";
import type { ShowTables } from "./shows/show-tables.ts";
import type { WebhookTables } from "./webhooks/webhook-tables.ts";

/** The tables, alike in SQLite and Postgres. Times are in ms since 1970. */
export interface Schema extends ModerationTables, ShowTables, WebhookTables {
  streams: StreamsTable;
  entries: EntriesTable;
  secrets: { name: string; value: string };
  chat_sessions: ChatSessionsTable;
  invitations: InvitationsTable;
  reserved_names: ReservedNamesTable;
  /** One row: how far time has gone for whatever deletes by age. (SPEC LOG8) */
  retention_mark: { id: number; at: number; moved_at: number };
}

export type Database = Kysely<Schema>;

export interface StreamsTable {
  id: string;
  epoch: string;
  /** The number of the oldest entry that is kept. */
  first_seq: Generated<number>;
  /** The number of the last entry. */
  last_seq: Generated<number>;
  last_at: Generated<number>;
  /** Raised by every change of who may write what. (SPEC MO12) */
  policy_version: Generated<number>;
  /** The number of the last action in the audit log. */
  actions: Generated<number>;
  /** JSON of a `RoomMode`, and of what it was before the shield. */
  mode: string | null;
  before_shield: string | null;
  /** JSON of a `Pin`. */
  pinned: string | null;
  /** JSON of the filters' rules. */
  filters: string | null;
  /** Messages up to this seq are cleared away: nobody reads them. (SPEC EN8) */
  cleared_seq: Generated<number>;
  cleared_at: Generated<number>;
  /** Up to this seq, the texts of what was cleared are gone for good. */
  buried_seq: Generated<number>;
  /** The newest purge whose texts are still there; 0 for none. */
  purged_seq: Generated<number>;
  /** 1 where the operator made it: others are not admitted if streams are listed. */
  listed: Generated<number>;
}

export interface ChatSessionsTable {
  id: string;
  request: string;
  origin: string;
  user_id: string;
  /** JSON of a `MemberIdentity`; of a session that was ended, of nobody. */
  person: string;
  handle_hash: string;
  previous_hash: string | null;
  created_at: number;
  rotated_at: number;
  /** By the store's clock; nodes look for what was ended lately. */
  ended_at: number | null;
}

export interface InvitationsTable {
  id: string;
  /** `owner` for the one open link for owners, else null. */
  slot: string | null;
  role: "owner" | "moderator";
  stream_id: string | null;
  secret_hash: string;
  created_at: number;
  expires_at: number;
  invited_by: string | null;
  inviter_name: string | null;
  /** Who used it; null until somebody has. */
  user_id: string | null;
}

export interface ReservedNamesTable {
  /** The stream in which nobody else may take it; empty for all. */
  scope: string;
  user_id: string;
  skeleton: string;
  /** 1 where an owner made them staff, and not their token. */
  appointed: number;
  seen_at: number;
}

export interface EntriesTable {
  stream_id: string;
  seq: number;
  id: string;
  kind: "message" | "removal" | "purge" | "tombstone" | "clear" | "restoration" | "mode" | "pin";
  at: number;
  /**
   * Who wrote a message, or whom a purge removes. Kept in the tombstone of a single removal,
   * so that a repeat of its clientId still finds it; the text and the name are not.
   */
  user_id: string | null;
  client_id: string | null;
  nickname: string | null;
  avatar_url: string | null;
  role: string | null;
  /** A message's text; JSON of a mode or a pin. */
  body: string | null;
  /** What a removal removes, or a message answers; the message that a restoration brings back. */
  target_id: string | null;
  /** The seq of that; of a restoration, of what it undoes. */
  target_seq: number | null;
}
