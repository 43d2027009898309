import type { Duplex } from "node:stream";
import type { Socket } from "socket.io";

/** Replaces the handshake of accepted connections. */
const FORGOTTEN = Object.freeze({ headers: {}, query: {}, auth: {} });

/**
 * Frees the request of an accepted connection: its headers and credentials take several kB, and are
 * not used again.
 */
export function releaseHandshake(socket: Socket): void {
  const { conn } = socket as unknown as { conn: { request: unknown } };
  conn.request = undefined;
  Object.assign(socket, { handshake: FORGOTTEN });
}

/**
 * Upgrades a TCP connection without a listener that Engine.IO leaves on it: the first one for its
 * end. That listener is for middlewares, which are not used here, and would keep the request in
 * memory.
 */
export function upgradeWithoutTrace(tcp: Duplex, upgrade: () => void): void {
  const before = new Set(tcp.rawListeners("close"));
  upgrade();
  const trace = tcp.rawListeners("close").find((listener) => !before.has(listener));
  // A once-listener is identified by the function that it wraps.
  const { listener = trace } = (trace ?? {}) as { listener?: typeof trace };
  if (listener) tcp.off("close", listener as () => void);
}
