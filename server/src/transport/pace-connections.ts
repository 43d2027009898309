import type { Server } from "node:http";
import type { Turnstile } from "../chat/turnstile.ts";

/**
 * Reads from new connections a few at a time. (SPEC JR9)
 *
 * Hands would otherwise be shaken with all who come back at once in a single turn of the
 * event loop, which then does nothing else for seconds. One that waits too long for its
 * first request to be read is closed like any that is silent.
 */
export function paceConnections(http: Server, turnstile: Turnstile): void {
  http.on("connection", (socket) => {
    socket.pause();
    turnstile.pass(() => socket.resume());
  });
}
