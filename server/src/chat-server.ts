import type { Mode } from "./options.ts";

/** A running chat server. */
export interface ChatServer {
  /** Its URL, like `http://localhost:3001`; empty while the attached server does not listen. */
  readonly url: string;
  readonly mode: Mode;
  /**
   * Creates a link that makes the first person who opens it an owner, valid for an hour; revokes
   * the previous one. Rejects on a server that is attached to an app without Supabase: there,
   * `/sign-in` is the app's. (SPEC OL1, OL6)
   */
  makeOwnerLink(): Promise<{ url: string; expiresAtMs: number }>;
  /**
   * Does so if nobody is an owner by a link yet; otherwise, and where `makeOwnerLink` rejects,
   * resolves with undefined.
   */
  makeFirstOwnerLink(): Promise<string | undefined>;
  /**
   * Finishes commits, tells clients to reconnect, and closes, within 10 s. May be called again. A
   * server that it is attached to keeps running.
   */
  close(): Promise<void>;
}
