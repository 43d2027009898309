import type { Chat } from "../chat/chat.ts";
import { Connection } from "../chat/connection.ts";
import { leaveAllRooms } from "../chat/leave-room.ts";
import type { Authenticator } from "../chat/ports.ts";
import { dispatchEvents } from "./dispatch.ts";
import { parseCredentials } from "./handshake.ts";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./socket-server.ts";

/** Finds out whose each connection is, and serves it until it closes. */
export function acceptConnections(
  io: ChatIoServer,
  chat: Chat,
  authenticator: Authenticator,
  log: Logger,
  bounded: boolean,
): void {
  io.use((socket, next) => {
    authenticator.authenticate(parseCredentials(socket.handshake.auth)).then(
      (identity) => {
        socket.data.identity = identity;
        next();
      },
      (error: unknown) => {
        log.error({ err: error }, "a connection could not be authenticated");
        next(new Error("internal"));
      },
    );
  });
  io.on("connection", (socket) => {
    const connection = new Connection(socket.id, socket.data.identity);
    dispatchEvents(chat, connection, socket, log, bounded);
    socket.on("disconnect", () => leaveAllRooms(chat, connection));
  });
}
