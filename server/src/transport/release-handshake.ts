import type { Duplex } from "node:stream";
import type { Socket } from "socket.io";

/** What stands for the handshake of every connection that has been accepted. */
const FORGOTTEN = Object.freeze({ headers: {}, query: {}, auth: {} });

/**
 * Lets go of what an accepted connection began with: its HTTP request, headers and
 * credentials weigh several kB, and nobody asks for them again.
 */
export function releaseHandshake(socket: Socket): void {
  const { conn } = socket as unknown as { conn: { request: unknown } };
  conn.request = undefined;
  Object.assign(socket, { handshake: FORGOTTEN });
}

/**
 * Upgrades a TCP connection without a listener that Engine.IO leaves on it: the first that
 * waits for its end. It is for middlewares, of which we have none, and keeps the request.
 */
export function upgradeWithoutTrace(tcp: Duplex, upgrade: () => void): void {
  const before = new Set(tcp.rawListeners("close"));
  upgrade();
  const trace = tcp.rawListeners("close").find((listener) => !before.has(listener));
  // What listens once is known by what it wraps.
  const { listener = trace } = (trace ?? {}) as { listener?: typeof trace };
  if (listener) tcp.off("close", listener as () => void);
}
