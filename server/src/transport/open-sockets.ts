import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Socket as IoSocket } from "socket.io";

/** The TCP connections that this server has to close, including those that became WebSockets. */
export class OpenSockets {
  readonly #sockets = new Set<Socket>();
  /** One listener for all sockets: one for each would take a quarter of a kB. */
  readonly #onClose: (this: Socket) => void;

  constructor(http?: Server) {
    const sockets = this.#sockets;
    this.#onClose = function onClose() {
      sockets.delete(this);
    };
    http?.on("connection", (socket) => this.add(socket));
  }

  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", this.#onClose);
  }

  /** Resets all of them, and drops what they have not sent. */
  resetAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

/**
 * Resets a client's connection.
 *
 * A graceful close would wait for a reader that may never read, and would keep its queue meanwhile.
 */
export function resetConnection(connection: IoSocket["conn"]): void {
  if (!resetTransport(connection.transport)) connection.close(true);
}

/** Resets the TCP connection of a WebSocket; false for any other transport. The types hide it. */
export function resetTransport(transport: object): boolean {
  const { socket } = transport as { socket?: { _socket?: Socket } };
  socket?._socket?.resetAndDestroy();
  return Boolean(socket?._socket);
}
