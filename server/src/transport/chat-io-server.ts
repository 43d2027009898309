import type { ClientToServerEvents, ServerToClientEvents } from "#protocol";
import type { Server } from "socket.io";
import type { Connection } from "../chat/participants/connection.ts";

/** The Socket.IO server of the chat, with its events. */
export type ChatIoServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { connection: Connection }
>;
