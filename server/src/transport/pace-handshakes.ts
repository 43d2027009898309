import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { TickThrottle } from "../chat/limits/tick-throttle.ts";
import { upgradeWithoutTrace } from "./release-handshake.ts";
import { engineSidOf } from "./engine-sid.ts";

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Runs handshakes a few at a time. (SPEC JR9)
 *
 * Otherwise thousands of clients that reconnect at once would occupy one turn of the event loop for
 * seconds. Call this once the server is attached.
 */
export function paceHandshakes(http: Server, throttle: TickThrottle): void {
  const upgrade = takeListener<OnUpgrade>(http, "upgrade");
  http.on("upgrade", (request, socket, head) => {
    // A waiting socket has no other listener, and an unhandled error would end the process.
    socket.on("error", ignore);
    throttle.run(() => {
      socket.off("error", ignore);
      if (!socket.destroyed) upgradeWithoutTrace(socket, () => upgrade(request, socket, head));
    });
  });

  const answer = takeListener<OnRequest>(http, "request");
  http.on("request", (request, response) => {
    if (!isHandshake(request)) return answer(request, response);
    throttle.run(() => {
      if (!request.socket.destroyed) answer(request, response);
    });
  });
}

/** Whether a request begins a polling session; later requests name it. */
function isHandshake({ url = "" }: IncomingMessage): boolean {
  return url.startsWith("/socket.io/") && engineSidOf(url) === "";
}

function takeListener<T extends (...args: never[]) => void>(http: Server, event: string): T {
  const [listener] = http.listeners(event) as T[];
  if (!listener) throw new Error(`nobody listens to ${event}`);
  http.removeAllListeners(event);
  return listener;
}

function ignore(): void {
  // Nothing to do: the socket is already destroyed.
}
