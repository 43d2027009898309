import type { Mode } from "./options.ts";

/** A chat server that is up. */
export interface ChatServer {
  /**
   * Where it can be reached, like `http://localhost:3001`; empty while a server that it is
   * attached to does not listen.
   */
  readonly url: string;
  readonly mode: Mode;
  /**
   * Makes a link that makes whoever opens it first an owner, for an hour; the one before is
   * revoked. On a server that is attached to an app, the app has to leave it `/sign-in`. (SPEC OL6)
   */
  makeOwnerLink(): Promise<{ url: string; expiresAtMs: number }>;
  /** Does so where nobody is an owner by a link yet; undefined where it is not needed. */
  makeFirstOwnerLink(): Promise<string | undefined>;
  /**
   * Finishes commits, tells clients to come back, and closes, within 10 s. May be called again.
   * A server that it is attached to goes on as before.
   */
  close(): Promise<void>;
}
