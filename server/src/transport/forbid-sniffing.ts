import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const NAME = "X-Content-Type-Options";
const NOSNIFF = "nosniff";

/**
 * Sets `nosniff` on all answers: Express's, Engine.IO's, and those written by hand before a
 * WebSocket upgrade.
 *
 * Call this after all that answers: it must be the first listener. (SPEC CN12)
 */
export function forbidSniffing(http: Server): void {
  const requests = http.listeners("request") as OnRequest[];
  http.removeAllListeners("request");
  const answer: OnRequest = (request, response) => {
    response.setHeader(NAME, NOSNIFF);
    // Node would answer this by itself, without the header.
    if (request.headers.host === undefined && request.httpVersion === "1.1")
      return void response.writeHead(400, { connection: "close" }).end();
    for (const listener of requests) listener.call(http, request, response);
  };
  http.on("request", answer);
  // Without listeners, Node answers these by itself.
  http.on("checkExpectation", answer);

  const upgrades = http.listeners("upgrade") as OnUpgrade[];
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    addToFirstAnswer(socket);
    for (const listener of upgrades) listener.call(http, request, socket, head);
  });
}

type Write = (this: Duplex, chunk: unknown, ...rest: unknown[]) => unknown;

/** Answers written by hand to an upgrading socket begin with a status line. */
function addToFirstAnswer(socket: Duplex): void {
  const { write, end } = socket as unknown as { write: Write; end: Write };
  const wrap = (original: Write): Write =>
    function (chunk, ...rest) {
      Object.assign(socket, { write, end });
      return original.call(this, withHeader(chunk), ...rest);
    };
  Object.assign(socket, { write: wrap(write), end: wrap(end) });
}

function withHeader(chunk: unknown): unknown {
  const isAnswer = typeof chunk === "string" && /^HTTP\/1\.1 \d{3} [^\r\n]*\r\n/.test(chunk);
  return isAnswer ? chunk.replace("\r\n", `\r\n${NAME}: ${NOSNIFF}\r\n`) : chunk;
}
