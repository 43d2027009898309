import cluster from "node:cluster";
import { LIMITS } from "#protocol";
import type { ChatServer } from "../chat-server.ts";
import { startChatServer } from "../create-chat-server.ts";
import { WorkerBus } from "../fan-out/workers/worker-bus.ts";
import type { Options } from "../options.ts";
import { engineOf } from "../storage/engines/engines.ts";
import { limitReadTime } from "../storage/limit-read-time.ts";
import { remoteStorage } from "../storage/remote/remote-storage.ts";
import { StorageCaller } from "../storage/remote/storage-caller.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Whether this process was started by `runWorkers`. */
export function isWorker(): boolean {
  return cluster.isWorker && process.env["LIVE_CHAT_PLACE"] !== undefined;
}

/** Starts a chat server in a worker of `runWorkers`; failures are reported to that process. */
export async function startWorker(options: Options): Promise<ChatServer> {
  try {
    const server = await startServer(options);
    const { url, mode } = server;
    process.on("message", (message: ToWorker) => {
      if (message.from !== "primary") return;
      void server.makeFirstOwnerLink().then(
        (link) => send({ to: "primary", ownerLink: link ?? null }),
        () => send({ to: "primary", ownerLink: null }),
      );
    });
    send({ to: "primary", listening: { url, mode } });
    return server;
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    return new Promise(() => send({ to: "primary", failed }, () => process.exit(1)));
  }
}

function startServer(options: Options): Promise<ChatServer> {
  const caller = new StorageCaller((call) => send({ to: "storage", call }));
  const shared = engineOf(options.databaseUrl).isShared;
  const bus = new WorkerBus({
    nodeId: `worker-${cluster.worker?.id}`,
    reachesAll: !shared,
    send: (message, done) => send({ to: "hub", message }, done),
  });
  process.on("message", (message: ToWorker) => {
    if (message.from === "hub") bus.receive(message.message);
    if (message.from === "storage") caller.settle(message.reply);
  });

  const remote = remoteStorage(caller, async () => undefined);
  const storage = limitReadTime(remote, LIMITS.storeTimeoutMs);
  const { LIVE_CHAT_PLACE: place = "", LIVE_CHAT_SOCKETS: dir = "" } = process.env;
  return startChatServer(options, {
    ...(!options.redisUrl && { bus }),
    ...(!shared && { storage }),
    route: { place: Number(place), dir },
  });
}

function send(message: FromWorker, done: () => void = () => undefined): void {
  // If the primary is gone, so are its workers, and messages to it are dropped.
  if (process.connected) process.send?.(message, undefined, undefined, () => done());
}
