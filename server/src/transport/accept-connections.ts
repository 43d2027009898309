import type { IncomingMessage } from "node:http";
import type { ReservedNames } from "../chat/moderation/reserved-names.ts";
import type { Authenticator } from "../chat/ports/authenticator.ts";
import { openConnection } from "../chat/rooms/open-connection.ts";
import { Connection } from "../chat/participants/connection.ts";
import { dispatchEvents, type ChatSocket, type WriteShared } from "./dispatch.ts";
import { handshakeJoins } from "./handshake-joins.ts";
import { releaseHandshake } from "./release-handshake.ts";
import { parseCredentials, claimsToBeFramed } from "./parse-credentials.ts";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./chat-io-server.ts";
import type { RequestPorts } from "./request-context.ts";

export type AcceptPorts = RequestPorts & {
  readonly authenticator: Authenticator;
  readonly reservedNames: ReservedNames;
};

interface AcceptOptions {
  /** Whether requests are rate-limited. (SPEC MO13) */
  bounded: boolean;
  hashOfCaller: (request: IncomingMessage) => string | undefined;
  /**
   * Whether any page may frame the server's own: then nobody acts as staff in a frame. (SPEC EM7)
   */
  mayBeFramedByAll: boolean;
  writeShared?: WriteShared | undefined;
  /** Sends all that a connection is told within this turn of the event loop at its end, at once. */
  holdForTurn?: ((connection: ChatSocket["conn"]) => void) | undefined;
}

/** Authenticates each connection, and serves it until it closes. */
export function acceptConnections(
  io: ChatIoServer,
  ports: AcceptPorts,
  log: Logger,
  { bounded, hashOfCaller, mayBeFramedByAll, writeShared, holdForTurn }: AcceptOptions,
): void {
  const { authenticator, reservedNames, clock } = ports;
  io.use((socket, next) => {
    const { auth, headers } = socket.handshake;
    const { origin } = headers;
    const addressHash = hashOfCaller(socket.request);
    authenticator.authenticate({ ...parseCredentials(auth), ...(origin && { origin }) }).then(
      (identity) => {
        socket.data.connection = new Connection(socket.id, identity, {
          origin,
          addressHash,
          isFramed: mayBeFramedByAll && claimsToBeFramed(auth),
        });
        // Not awaited: the name is protected once this completes.
        reservedNames
          .update(identity)
          .catch((error: unknown) => log.warn({ err: error }, "a staff name could not be saved"));
        const joins = handshakeJoins(auth);
        if (joins.size > 0) {
          // The answers to CONNECT and to the join follow, often within this turn.
          holdForTurn?.(socket.conn);
          // Before CONNECT is answered: the client then knows whether it has to join itself.
          socket.emit("joining", { streamIds: [...joins.keys()] });
        }
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
    const joins = handshakeJoins(socket.handshake.auth);
    releaseHandshake(socket);
    const close = openConnection(ports, connection);
    dispatchEvents(ports, clock, connection, socket, log, { bounded, joins, writeShared });
    socket.on("disconnect", close);
  });
}
