import type { IncomingMessage, Server as HttpServer } from "node:http";
import type { Duplex } from "node:stream";
import { LIMITS } from "#protocol";
import { Server, type Socket } from "socket.io";
import { Decoder } from "socket.io-parser";
import type { Clock } from "../chat/ports/clock.ts";
import { TokenBucket } from "../chat/limits/token-bucket.ts";
import { COMPRESSION } from "./compression.ts";
import type { ChatIoServer } from "./chat-io-server.ts";
import { JsonEncoder } from "./encoded-json.ts";
import { onWsServer } from "./on-ws-server.ts";
import { resetConnection, resetTransport } from "./open-sockets.ts";
import type { OriginPolicy } from "./origin-policy.ts";

type EngineSocket = Socket["conn"];

/** Messages are text only: no known client sends packets with attachments. */
class TextDecoder extends Decoder {
  constructor() {
    super({ maxAttachments: 0 });
  }
}

/** When connections are pinged, and how long they may be silent after that. (SPEC CN13) */
export const HEARTBEAT = { intervalMs: 10_000, timeoutMs: 8_000 };

/** A Socket.IO server with limits for a chat; each one answers an attack that was measured. */
export function createSocketServer(origins: OriginPolicy, compress: boolean): ChatIoServer {
  const io: ChatIoServer = new Server({
    serveClient: false,
    allowEIO3: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: LIMITS.frameBytes,
    connectTimeout: 5_000,
    pingInterval: HEARTBEAT.intervalMs,
    pingTimeout: HEARTBEAT.timeoutMs,
    perMessageDeflate: compress && COMPRESSION,
    httpCompression: false,
    parser: { Encoder: JsonEncoder, Decoder: TextDecoder },
    cors: { origin: true },
    allowRequest: (request, answer) => {
      const allowed =
        origins.admitsHost(request) && origins.judge(request).allowed && !isScript(request);
      answer(allowed ? null : "origin-not-allowed", allowed);
    },
  });
  allowOneSession(io);
  return io;
}

/**
 * Whether Engine.IO would answer with a script, which any page can load without an Origin header.
 */
function isScript({ url = "" }: IncomingMessage): boolean {
  return new URLSearchParams(url.slice(url.indexOf("?") + 1)).has("j");
}

/**
 * Packets of any kind per connection; a client that chats and answers pings needs a few per second.
 */
const PACKET_RATE = { count: 600, windowMs: 6_000 };

/**
 * Closes connections that flood below the level of events: sessions in other namespaces, unexpected
 * acks. Call this once the server is attached. (SPEC CN14)
 */
export function limitPackets(io: ChatIoServer, clock: Clock): void {
  io.engine.on("connection", (connection: EngineSocket) => {
    const packets = new TokenBucket(PACKET_RATE, clock.nowMs());
    connection.on("packet", () => {
      if (packets.take(clock.nowMs()) > 0) resetConnection(connection);
    });
    // A packet over a WebSocket that is not the connection's yet; Engine.IO answers it at once.
    connection.on("upgrading", (next: object) => {
      if (packets.take(clock.nowMs()) > 0) resetTransport(next);
    });
  });
}

/**
 * Closes a connection that requests a second session, which would multiply broadcasts. (SPEC CN4)
 */
function allowOneSession(io: ChatIoServer): void {
  const seen = new WeakSet<object>();
  io.use((socket, next) => {
    if (seen.has(socket.conn)) return socket.conn.close();
    seen.add(socket.conn);
    next();
  });
}

/** How long a client may take to confirm the close of a connection. */
const CLOSE_TIMEOUT_MS = 2_000;

/**
 * Closes connections quickly: the queue of an unresponsive client would otherwise stay for half a
 * minute. Call this once the server is attached. (SPEC FO3)
 */
export function endQuickly(io: ChatIoServer, http: HttpServer): void {
  onWsServer(io, http, ({ options }) => (options.closeTimeout = CLOSE_TIMEOUT_MS));
  io.engine.on("connection", (connection: EngineSocket) => connection.on("close", resetIfSilent));
}

// One shared function, so that it takes no memory per connection.
function resetIfSilent(this: EngineSocket, reason: string): void {
  if (reason === "ping timeout") resetConnection(this);
}

/**
 * Sends the answer to an upgrade and Engine.IO's first packet, which follows within the turn, in one
 * system call. Call this once the server is attached.
 */
export function joinFirstWrites(io: ChatIoServer, http: HttpServer): void {
  onWsServer(io, http, (ws) => {
    const handleUpgrade = ws.handleUpgrade.bind(ws);
    ws.handleUpgrade = (request, socket, ...rest) => {
      const tcp = socket as Duplex;
      tcp.cork();
      handleUpgrade(request, tcp, ...rest);
      setImmediate(() => tcp.uncork());
    };
  });
}
