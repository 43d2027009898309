import type { MemberIdentity } from "./identity.ts";

/** A chat session as stored. Handles are stored as hashes. (SPEC SI4, SI5) */
export interface StoredSession {
  id: string;
  /** The sign-in request that created it; a request creates at most one session. */
  request: string;
  origin: string;
  person: MemberIdentity;
  handleHash: string;
  previousHash: string | null;
  createdAtMs: number;
  /** When `handleHash` replaced `previousHash`. */
  rotatedAtMs: number;
}

/** A chat session as the operator sees it. (SPEC AD11) */
export interface ListedSession {
  id: string;
  origin: string;
  nickname?: string;
  createdAtMs: number;
  refreshedAtMs: number;
}

/** Stores chat sessions for all nodes of a database. */
export interface SessionStore {
  /** Stores a new session; false if its request has created one already. */
  create(session: StoredSession): Promise<boolean>;
  /** A session that has not been ended. */
  find(id: string): Promise<StoredSession | undefined>;
  /** Replaces the handle; false if another call has replaced it meanwhile. */
  rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean>;
  /** The sessions of a person that have not been ended, most recently refreshed first. */
  listOf(userId: string): Promise<ListedSession[]>;
  /** Ends a session, and removes the personal data from it. */
  end(id: string): Promise<void>;
  /** Ends all sessions of a person, or one of them; resolves with their ids. */
  endOf(userId: string, id?: string): Promise<string[]>;
  /** Ends all sessions; resolves with their number. */
  endAll(): Promise<number>;
  /** The sessions that ended after a time by the store's clock, and that clock's current time. */
  endedSince(ms: number): Promise<{ nowMs: number; ids: string[] }>;
  /** Deletes sessions that were last refreshed before a time. */
  deleteUnusedSince(ms: number): Promise<void>;
  /** Deletes sessions that ended before a time. */
  deleteEndedBefore(ms: number): Promise<void>;
}
