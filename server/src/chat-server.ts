import type { Mode } from "./options.ts";

/** A chat server that is up. */
export interface ChatServer {
  /**
   * Where it can be reached, like `http://localhost:3001`; empty while a server that it is
   * attached to does not listen.
   */
  readonly url: string;
  readonly mode: Mode;
  /** In a demo, the address that opens it as its host. Whoever has it may moderate. */
  readonly hostUrl?: string;
  /**
   * Finishes commits, tells clients to come back, and closes, within 10 s. May be called again.
   * A server that it is attached to goes on as before.
   */
  close(): Promise<void>;
}
