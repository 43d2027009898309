import type { Server } from "node:http";
import type { ChatIoServer } from "./chat-io-server.ts";

/** The library's WebSocket server below Engine.IO's types; tests hold the pinned versions to it. */
export interface WsServer {
  options: { closeTimeout: number };
  handleUpgrade: (...args: unknown[]) => void;
}

/**
 * Calls `prepare` with the WebSocket server that Engine.IO has, and with the one that it
 * makes in its place when the HTTP server begins to listen. To be called once the server is
 * attached: Engine.IO's own listener goes first.
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
