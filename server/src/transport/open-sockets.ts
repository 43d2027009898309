import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Socket as IoSocket } from "socket.io";

/** TCP connections that are ours to end, those included that have become WebSockets. */
export class OpenSockets {
  readonly #sockets = new Set<Socket>();

  constructor(http?: Server) {
    http?.on("connection", (socket) => this.add(socket));
  }

  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  /** Resets all of them, without waiting for what they have not taken. */
  resetAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

/**
 * Resets a client's connection.
 *
 * Closing in order would wait for a reader that may never read, and would keep all that
 * is queued for it meanwhile. The way to the TCP connection is not in the types.
 */
export function resetConnection(connection: IoSocket["conn"]): void {
  const { socket } = connection.transport as unknown as { socket?: { _socket?: Socket } };
  if (socket?._socket) socket._socket.resetAndDestroy();
  else connection.close(true);
}
