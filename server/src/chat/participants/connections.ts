import type { Connection } from "./connection.ts";

/** The connections of this node. */
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

  /** The connections with a token of a chat session. */
  ofSession(sessionId: string): Connection[] {
    return [...this.#all].filter(
      ({ identity }) => identity.kind === "member" && identity.sessionId === sessionId,
    );
  }
}
