import type { IncomingMessage, Server as HttpServer } from "node:http";
import { LIMITS } from "#protocol";
import { Server, type Socket } from "socket.io";
import { Decoder } from "socket.io-parser";
import type { Clock } from "../chat/ports/clock.ts";
import { TokenBucket } from "../chat/limits/token-bucket.ts";
import { COMPRESSION } from "./compression.ts";
import type { ChatIoServer } from "./chat-io-server.ts";
import { JsonEncoder } from "./encoded-json.ts";
import { onWsServer } from "./on-ws-server.ts";
import { resetConnection } from "./open-sockets.ts";
import type { OriginPolicy } from "./origin-policy.ts";

type EngineSocket = Socket["conn"];

/** Messages carry text: a packet with attachments is nobody's we know. */
class TextDecoder extends Decoder {
  constructor() {
    super({ maxAttachments: 0 });
  }
}

/** A Socket.IO server with limits that fit a chat; each is there for an attack that was measured. */
export function createSocketServer(origins: OriginPolicy, compress: boolean): ChatIoServer {
  const io: ChatIoServer = new Server({
    serveClient: false,
    allowEIO3: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: LIMITS.frameBytes,
    connectTimeout: 5_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
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

/** Whether Engine.IO would answer with a script, which any page may load without naming its origin. */
function isScript({ url = "" }: IncomingMessage): boolean {
  return new URLSearchParams(url.slice(url.indexOf("?") + 1)).has("j");
}

/** Packets of any kind on one connection; a client that answers pings and chats needs a few a second. */
const PACKET_RATE = { count: 600, windowMs: 6_000 };

/**
 * Closes connections that flood, below the events that are dispatched: sessions in other
 * namespaces, acks nobody asked for. To be called once the server is attached. (SPEC CN4)
 */
export function limitPackets(io: ChatIoServer, clock: Clock): void {
  io.engine.on("connection", (connection: EngineSocket) => {
    const packets = new TokenBucket(PACKET_RATE, clock.nowMs());
    connection.on("packet", () => {
      if (packets.take(clock.nowMs()) > 0) resetConnection(connection);
    });
  });
}

/** Closes a connection that asks for a second session: one broadcast would become many. (SPEC CN4) */
function allowOneSession(io: ChatIoServer): void {
  const seen = new WeakSet<object>();
  io.use((socket, next) => {
    if (seen.has(socket.conn)) return socket.conn.close();
    seen.add(socket.conn);
    next();
  });
}

/** How long a client may take to agree to a connection's end. */
const CLOSE_TIMEOUT_MS = 2_000;

/**
 * Ends connections soon: what waits for a client that has stopped answering would otherwise
 * stay for half a minute. To be called once the server is attached. (SPEC FO3)
 */
export function endQuickly(io: ChatIoServer, http: HttpServer): void {
  onWsServer(io, http, ({ options }) => (options.closeTimeout = CLOSE_TIMEOUT_MS));
  io.engine.on("connection", (connection: EngineSocket) => connection.on("close", resetIfSilent));
}

// One function for all connections, so that it weighs nothing.
function resetIfSilent(this: EngineSocket, reason: string): void {
  if (reason === "ping timeout") resetConnection(this);
}
