import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
/** The function with which Engine.IO upgrades, below the types of ws. */
type Upgrade = (
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  done: (opened: Opened) => void,
) => void;
/** What is used of a WebSocket of ws. */
interface Opened {
  on(event: "error", listener: () => void): void;
  send(text: string): void;
  close(): void;
  terminate(): void;
}

const SAY_EVERY_MS = 60_000;
const REASON =
  "This chat speaks Engine.IO 4. Use socket.io-client 3.0 or later, python-socketio 5 or later, " +
  "or another client of Socket.IO 3 or 4.";

/** An Engine.IO 3 session that ends with a Socket.IO 2 error, for the client's `error` event. */
const PACKETS = [
  '0{"sid":"unsupported","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
  `44${JSON.stringify(REASON)}`,
  "1",
];

/**
 * Tells clients of Socket.IO 1 and 2 why they cannot connect, in an error that reaches their
 * developer, and logs that there are some. (SPEC CN10)
 *
 * Call this once `io` is attached.
 */
export function refuseOldClients(
  io: ChatIoServer,
  http: Server,
  log: Logger,
  nowMs: () => number,
): void {
  let saidAtMs = -Infinity;
  let unsaid = 0;
  const say = () => {
    unsaid += 1;
    if (nowMs() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = nowMs();
    log.warn({ refused: unsaid }, `a client of an old Socket.IO was refused. ${REASON}`);
    unsaid = 0;
  };

  const requests = http.listeners("request") as OnRequest[];
  http.removeAllListeners("request");
  http.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const version = protocolOf(request);
    if (version === "4" || request.method === "OPTIONS")
      return requests.forEach((listener) => listener.call(http, request, response));
    say();
    allowReading(request, response);
    if (version === "3") {
      response.writeHead(200, { "Content-Type": "text/plain; charset=UTF-8" });
      response.end(PACKETS.map((packet) => `${packet.length}:${packet}`).join(""));
    } else {
      response.writeHead(400, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ code: 5, message: REASON }));
    }
  });

  const upgrades = http.listeners("upgrade") as OnUpgrade[];
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (protocolOf(request) !== "3")
      return upgrades.forEach((listener) => listener.call(http, request, socket, head));
    say();
    // Looked up on each use, because Engine.IO replaces it when the server listens.
    const { ws } = io.engine as unknown as { ws: { handleUpgrade: Upgrade } };
    // Engine.IO reads it when it writes the headers.
    Object.assign(request, { _query: {} });
    ws.handleUpgrade(request, socket, head, (opened) => {
      // Engine.IO does not know this one: a frame of the wrong form would end the process. (SPEC CN6)
      opened.on("error", () => opened.terminate());
      for (const packet of PACKETS) opened.send(packet);
      opened.close();
    });
  });
}

/** The Engine.IO version of a handshake; "4" for any other request. */
function protocolOf({ url = "" }: IncomingMessage): string {
  if (!url.startsWith("/socket.io/")) return "4";
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  if (query.has("sid")) return "4";
  return query.get("EIO") ?? "none";
}

/** CORS headers: the answer contains only the reason, and old clients send credentials. */
function allowReading({ headers }: IncomingMessage, response: ServerResponse): void {
  if (!headers.origin) return;
  response.setHeader("Access-Control-Allow-Origin", headers.origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
}
