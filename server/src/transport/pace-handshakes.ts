import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { TickThrottle } from "../chat/limits/tick-throttle.ts";
import { upgradeWithoutTrace } from "./release-handshake.ts";
import { engineSidOf } from "./engine-sid.ts";

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Shakes hands with those who connect a few at a time. (SPEC JR9)
 *
 * With thousands that come back at once, it would be done in a single turn of the event
 * loop, which then does nothing else for seconds. To be called once the server is attached.
 */
export function paceHandshakes(http: Server, throttle: TickThrottle): void {
  const upgrade = takeListener<OnUpgrade>(http, "upgrade");
  http.on("upgrade", (request, socket, head) => {
    // Nobody else listens to a socket that waits, and an error that nobody hears ends the process.
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

/** Whether a request begins a session that polls; later ones name it. */
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
  // Its end is enough; it is destroyed by then.
}
