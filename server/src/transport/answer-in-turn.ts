import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

/** Requests that may wait on one connection for the answers before theirs. */
const MAX_WAITING = 100;

/**
 * Begins with a request when all earlier ones of its connection are answered. (SPEC CN16)
 *
 * Node hands out the requests of a connection as they come, and keeps their answers until it is
 * their turn. Each would open its file and read its rows, for a client that reads no answer; and it
 * is not told when the connection closes, so that the file would stay open for ever.
 *
 * Call this last: it must be the first listener.
 */
export function answerInTurn(http: Server): void {
  const waiting = new WeakMap<Socket, number>();
  for (const event of ["request", "checkExpectation"] as const) {
    const listeners = http.listeners(event) as OnRequest[];
    // Node answers by itself where nobody listens.
    if (listeners.length === 0) continue;
    http.removeAllListeners(event);
    http.on(event, (request: IncomingMessage, response: ServerResponse) => {
      const { socket } = request;
      const answer = () => {
        for (const listener of listeners) listener.call(http, request, response);
      };
      // An answer has the connection from the beginning, or when it is its turn.
      if (response.socket) return answer();
      if (socket.destroyed) return;
      const count = (waiting.get(socket) ?? 0) + 1;
      if (count > MAX_WAITING) return void socket.destroy();
      waiting.set(socket, count);
      response.once("socket", () => {
        waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
        // Not within the end of the answer before it.
        process.nextTick(() => {
          if (!socket.destroyed) answer();
        });
      });
    });
  }
}
