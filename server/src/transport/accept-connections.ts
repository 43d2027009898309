import type { IncomingMessage } from "node:http";
import { updateReservedNames } from "../chat/moderation/entry-refusal.ts";
import type { Chat } from "../chat/chat.ts";
import { expireIfEnded } from "../chat/rooms/end-session.ts";
import { Connection } from "../chat/participants/connection.ts";
import { leaveAllRooms } from "../chat/rooms/leave-room.ts";
import { watchTokenExpiry } from "../chat/rooms/watch-token-expiry.ts";
import { dispatchEvents } from "./dispatch.ts";
import { forgetRequest } from "./forget-request.ts";
import { parseCredentials, saysFramed } from "./parse-credentials.ts";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./socket-server.ts";

interface AcceptOptions {
  /** Whether what one may ask for is bounded. (SPEC MO13) */
  bounded: boolean;
  hashOfCaller: (request: IncomingMessage) => string | undefined;
  /** Whether any page may frame the server's own: then nobody is staff in a frame. (SPEC EM7) */
  mayBeFramedByAll: boolean;
}

/** Finds out whose each connection is, and serves it until it closes. */
export function acceptConnections(
  io: ChatIoServer,
  chat: Chat,
  log: Logger,
  { bounded, hashOfCaller, mayBeFramedByAll }: AcceptOptions,
): void {
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    const { origin } = headers;
    const addressHash = hashOfCaller(socket.request);
    chat.authenticator.authenticate({ ...parseCredentials(auth), ...(origin && { origin }) }).then(
      (identity) => {
        socket.data.connection = new Connection(socket.id, identity, {
          origin,
          addressHash,
          isFramed: mayBeFramedByAll && saysFramed(auth),
        });
        // Nobody waits for it: the name is protected from the next join on.
        updateReservedNames(chat, identity).catch((error: unknown) =>
          log.warn({ err: error }, "a staff name was not kept"),
        );
        next();
      },
      (error: unknown) => {
        log.error({ err: error }, "a connection could not be authenticated");
        next(new Error("internal"));
      },
    );
  });
  io.on("connection", (socket) => {
    const { connection } = socket.data;
    forgetRequest(socket);
    chat.connections.add(connection);
    expireIfEnded(chat, connection);
    const unwatch = watchTokenExpiry(chat, connection);
    dispatchEvents(chat, connection, socket, log, bounded);
    socket.on("disconnect", () => {
      unwatch();
      chat.connections.delete(connection);
      leaveAllRooms(chat, connection);
    });
  });
}
