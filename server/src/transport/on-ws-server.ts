import type { Server } from "node:http";
import type { ChatIoServer } from "./chat-io-server.ts";

/** The ws server below Engine.IO's types; tests check the pinned versions. */
export interface WsServer {
  options: { closeTimeout: number };
  handleUpgrade: (...args: unknown[]) => void;
}

/**
 * Calls `prepare` with Engine.IO's WebSocket server, and with the one that replaces it when the
 * HTTP server starts to listen. Call this once the server is attached, so that Engine.IO's own
 * listener runs first.
 */
export function onWsServer(
  io: ChatIoServer,
  http: Server,
  prepare: (server: WsServer) => void,
): void {
  let prepared: WsServer | undefined;
  const look = (): void => {
    const { ws } = io.engine as unknown as { ws?: WsServer };
    if (ws && ws !== prepared) prepare(ws);
    prepared = ws;
  };
  look();
  http.on("listening", look);
}
