import type { Connection } from "./connection.ts";

/** This node's connections. */
export class Connections {
  readonly #all = new Set<Connection>();

  add(connection: Connection): void {
    this.#all.add(connection);
  }

  delete(connection: Connection): void {
    this.#all.delete(connection);
  }

  all(): Iterable<Connection> {
    return this.#all;
  }

  /** The chat sessions that connections here came with. (SPEC SI6) */
  sessions(): Set<string> {
    const sessions = new Set<string>();
    for (const { identity } of this.#all)
      if (identity.kind === "member" && identity.sessionId) sessions.add(identity.sessionId);
    return sessions;
  }

  /** Those that came with a token of a chat session. */
  ofSession(sessionId: string): Connection[] {
    return [...this.#all].filter(
      ({ identity }) => identity.kind === "member" && identity.sessionId === sessionId,
    );
  }
}
