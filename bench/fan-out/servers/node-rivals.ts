import { AskedProcess } from "../asked-process.ts";
import { ON_SERVER_CORE } from "../cores.ts";
import { spawnNode } from "../spawn-node.ts";
import type { RivalAnswers } from "./bare-ws-server.ts";
import type { Contender, ServerUnderLoad } from "./server-under-load.ts";

async function startRival(file: string): Promise<ServerUnderLoad> {
  const child = spawnNode(file, [], ON_SERVER_CORE);
  const asked = new AskedProcess<RivalAnswers>(child);
  return { port: await asked.ask("port"), pid: child.pid!, stop: () => asked.end() };
}

/** The ws package and a loop. */
export const BARE_WS: Contender = {
  name: "bare ws",
  dialect: "ws",
  start: () => startRival("servers/bare-ws-server.ts"),
};

/** Socket.IO as tutorials have it. */
export const STOCK_SOCKET_IO: Contender = {
  name: "stock Socket.IO",
  dialect: "socket.io",
  start: () => startRival("servers/stock-socket-io-server.ts"),
};
