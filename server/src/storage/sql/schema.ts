import type { Generated, Kysely } from "kysely";
import type { ModerationTables } from "./moderation/moderation-tables.ts";
import type { ShowTables } from "./shows/show-tables.ts";
import type { WebhookTables } from "./webhooks/webhook-tables.ts";

/** The tables, the same in SQLite and Postgres. Times are in ms since 1970. */
export interface Schema extends ModerationTables, ShowTables, WebhookTables {
  streams: StreamsTable;
  channels: ChannelsTable;
  entries: EntriesTable;
  secrets: { name: string; value: string };
  chat_sessions: ChatSessionsTable;
  invitations: InvitationsTable;
  device_sign_ins: DeviceSignInsTable;
  reserved_names: ReservedNamesTable;
  /** One row: the time used for deletion by age. (SPEC LOG8) */
  retention_mark: { id: number; at: number; moved_at: number };
}

export type Database = Kysely<Schema>;

export interface StreamsTable {
  id: string;
  epoch: string;
  /** The seq of the oldest entry that is kept. */
  first_seq: Generated<number>;
  /** The seq of the last entry. */
  last_seq: Generated<number>;
  last_at: Generated<number>;
  /** Incremented by every change of the policy. (SPEC MO12) */
  policy_version: Generated<number>;
  /** The number of the last action in the audit log. */
  actions: Generated<number>;
  /** JSON of a `RoomMode`, and of the mode before the shield. */
  mode: string | null;
  before_shield: string | null;
  /** JSON of a `Pin`. */
  pinned: string | null;
  /** JSON of the filters' rules. */
  filters: string | null;
  /** Messages up to this seq are cleared: no read returns them. (SPEC EN8) */
  cleared_seq: Generated<number>;
  cleared_at: Generated<number>;
  /** The texts of cleared messages up to this seq are erased. */
  buried_seq: Generated<number>;
  /** The seq of the newest purge with unerased texts; 0 for none. */
  purged_seq: Generated<number>;
  /** 1 if the operator created it: others are not admitted if streams are listed. */
  listed: Generated<number>;
}

/** One for each channel to which something was ever done. (SPEC CH1) */
export interface ChannelsTable {
  id: string;
  name: string | null;
  policy_version: Generated<number>;
  actions: Generated<number>;
  /** JSON of the `RoomMode` with which its streams begin. */
  mode: string | null;
  /** JSON of the filters' rules. */
  filters: string | null;
}

export interface ChatSessionsTable {
  id: string;
  request: string;
  origin: string;
  user_id: string;
  /** JSON of a `MemberIdentity`; empty for an ended session. */
  person: string;
  handle_hash: string;
  previous_hash: string | null;
  created_at: number;
  rotated_at: number;
  /** By the store's clock; nodes look for recently ended sessions. */
  ended_at: number | null;
}

export interface InvitationsTable {
  id: string;
  /** `owner` for the only open owner link, else null. */
  slot: string | null;
  role: "owner" | "moderator";
  stream_id: string | null;
  secret_hash: string;
  created_at: number;
  expires_at: number;
  invited_by: string | null;
  inviter_name: string | null;
  /** The person who used it; null until then. */
  user_id: string | null;
}

export interface DeviceSignInsTable {
  id: string;
  user_code: string;
  secret_hash: string;
  origin: string;
  app: string | null;
  system: string | null;
  network_hash: string | null;
  expires_at: number;
  decision: "open" | "confirmed" | "refused";
  /** Who confirmed it; null until then. */
  user_id: string | null;
  /** JSON of their `MemberIdentity`. */
  person: string | null;
}

export interface ReservedNamesTable {
  /** The stream in which the name is reserved; empty for all. */
  scope: string;
  user_id: string;
  skeleton: string;
  /** 1 if an owner appointed them, 0 if their token made them staff. */
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
   * The author of a message, or the person of a purge. The tombstone of a single removal keeps it,
   * so that a repeat of its clientId still finds the message; text and name are erased.
   */
  user_id: string | null;
  client_id: string | null;
  nickname: string | null;
  avatar_url: string | null;
  role: string | null;
  /** A message's text; JSON of a mode or a pin. */
  body: string | null;
  /**
   * The id of the message that a removal removes, a message replies to, or a restoration restores.
   */
  target_id: string | null;
  /** The seq of that; for a restoration, of the entry that it undoes. */
  target_seq: number | null;
}
