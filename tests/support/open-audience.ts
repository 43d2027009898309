import { createServer } from "node:http";
import type { Socket } from "socket.io";
import { onTestFinished } from "vitest";
import type { EntriesBatch, Entry } from "#protocol";
import { loopClock, type LoopClock } from "../../server/src/fan-out/loop-clock.ts";
import { SocketIoAudience } from "../../server/src/fan-out/socket-io-audience.ts";
import { inflateFrames } from "../../server/src/transport/compression.ts";
import { onWsServer } from "../../server/src/transport/on-ws-server.ts";
import { listen } from "../../server/src/transport/http-server.ts";
import { OpenSockets, resetConnection } from "../../server/src/transport/open-sockets.ts";
import { OriginPolicy } from "../../server/src/transport/origin-policy.ts";
import { createSocketServer, endQuickly } from "../../server/src/transport/socket-server.ts";
import { DIRECT_WRITES } from "./direct-writes.ts";

/** An audience over real connections, with nothing of a chat behind it. */
export async function openAudience(clock: LoopClock = loopClock, directWrites = DIRECT_WRITES) {
  const http = createServer();
  const sockets = new OpenSockets(http);
  const io = createSocketServer(
    new OriginPolicy({ origins: "*", loopbackOnly: false }),
    directWrites,
  );
  const audience = new SocketIoAudience(io, resetConnection, { clock, directWrites });
  io.attach(http);
  onWsServer(io, http, inflateFrames);
  endQuickly(io, http);
  io.on("connection", (socket) => socket.on("disconnect", () => audience.exit(socket.id, "s1")));
  const port = await listen(http, 0, "127.0.0.1");
  onTestFinished(async () => {
    sockets.resetAll();
    await io.close();
  });
  let head = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    io,
    audience,
    /** The server's end of the next connection. */
    accept: () => new Promise<Socket>((resolve) => io.once("connection", resolve as never)),
    show: (text: string, count = 1) => audience.entries(batch(count, () => ++head, text)),
    head: () => head,
  };
}

function batch(count: number, nextSeq: () => number, message: string): EntriesBatch {
  const entries = Array.from({ length: count }, (): Entry => {
    const seq = nextSeq();
    const person = { userId: "guest:u", nickname: "민지", role: "guest" } as const;
    return { kind: "message", seq, id: `i${seq}`, ...person, message, timestamp: seq };
  });
  return { streamId: "s1", epoch: "e1", entries };
}
