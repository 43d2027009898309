import { LIMITS, type ClientToServerEvents, type ServerToClientEvents } from "#protocol";
import { Server } from "socket.io";
import { Decoder, Encoder } from "socket.io-parser";
import type { OriginPolicy } from "./origin-policy.ts";

export type ChatIoServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { identity: import("../chat/identity.ts").Identity }
>;

/** Messages carry text: a packet with attachments is nobody's we know. */
class TextDecoder extends Decoder {
  constructor() {
    super({ maxAttachments: 0 });
  }
}

/** A Socket.IO server with limits that fit a chat; each is there for an attack that was measured. */
export function createSocketServer(origins: OriginPolicy): ChatIoServer {
  const io: ChatIoServer = new Server({
    serveClient: false,
    allowEIO3: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: LIMITS.frameBytes,
    connectTimeout: 5_000,
    pingInterval: 10_000,
    pingTimeout: 8_000,
    perMessageDeflate: false,
    httpCompression: false,
    parser: { Encoder, Decoder: TextDecoder },
    cors: { origin: true },
    allowRequest: (request, answer) => {
      const allowed = origins.admitsHost(request) && origins.judge(request).allowed;
      answer(allowed ? null : "origin-not-allowed", allowed);
    },
  });
  allowOneSession(io);
  return io;
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
