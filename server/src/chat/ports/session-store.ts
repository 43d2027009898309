import type { MemberIdentity } from "./identity.ts";

/** A chat session, as it is kept. Handles are kept as hashes. (SPEC SI4, SI5) */
export interface StoredSession {
  id: string;
  /** The sign-in request that made it; no request makes two. */
  request: string;
  origin: string;
  person: MemberIdentity;
  handleHash: string;
  previousHash: string | null;
  createdAtMs: number;
  /** When `handleHash` took the place of `previousHash`. */
  rotatedAtMs: number;
}

/** A chat session, as the operator sees it. (SPEC AD11) */
export interface ListedSession {
  id: string;
  origin: string;
  nickname?: string;
  createdAtMs: number;
  refreshedAtMs: number;
}

/** Keeps chat sessions, for all nodes of a database. */
export interface SessionStore {
  /** Keeps a new session; false if its request has made one already. */
  create(session: StoredSession): Promise<boolean>;
  /** A session that has not been ended. */
  find(id: string): Promise<StoredSession | undefined>;
  /** Puts a new handle in the place of the one named; false if another has taken it meanwhile. */
  rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean>;
  /** The sessions of a person that have not been ended, the last refreshed first. */
  listOf(userId: string): Promise<ListedSession[]>;
  /** Ends a session, and takes the person out of it. */
  end(id: string): Promise<void>;
  /** Does so with all of a person, or one of them; resolves with their ids. */
  endOf(userId: string, id?: string): Promise<string[]>;
  /** Does so with all there are; resolves with how many. */
  endAll(): Promise<number>;
  /** Those that were ended after a time by the store's clock, and what that says now. */
  endedSince(ms: number): Promise<{ nowMs: number; ids: string[] }>;
  /** Deletes what was last refreshed before a time. */
  deleteUnusedSince(ms: number): Promise<void>;
  /** Deletes what was ended before a time. */
  deleteEndedBefore(ms: number): Promise<void>;
}
