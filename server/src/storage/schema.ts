import type { Generated, Kysely } from "kysely";

/** The tables, alike in SQLite and Postgres. Times are in ms since 1970. */
export interface Schema {
  streams: StreamsTable;
  entries: EntriesTable;
  secrets: { name: string; value: string };
  chat_sessions: ChatSessionsTable;
  staff_names: { skeleton: string; user_id: string };
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
}

export interface ChatSessionsTable {
  id: string;
  request: string;
  origin: string;
  /** JSON of a `MemberIdentity`. */
  person: string;
  handle_hash: string;
  previous_hash: string | null;
  rotated_at: number;
}

export interface EntriesTable {
  stream_id: string;
  seq: number;
  id: string;
  kind: "message" | "removal" | "purge" | "tombstone";
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
  body: string | null;
  /** What a removal removes, or a message answers. */
  target_id: string | null;
  target_seq: number | null;
}
