import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const ANSWER = "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n";

/**
 * Answers requests for another protocol that are not for Socket.IO, and closes their connections.
 * (SPEC CN17)
 *
 * Engine.IO closes only those on which nothing was sent before, and nobody reads the others: they
 * would stay after their clients are gone. Call this once `io` is attached.
 */
export function refuseOtherUpgrades(http: Server): void {
  const upgrades = http.listeners("upgrade") as OnUpgrade[];
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith("/socket.io/"))
      return upgrades.forEach((listener) => listener.call(http, request, socket, head));
    socket.on("error", () => socket.destroy());
    socket.end(ANSWER, () => socket.destroy());
  });
}
