import { createRequire } from "node:module";
import { queryObjects, type HeapInfo } from "node:v8";
import { EventEmitter } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket as TcpSocket } from "node:net";
import type { Worker } from "node:worker_threads";
import { answerQuestions } from "../fan-out/asked-process.ts";
import type { Census, Memory } from "./census.ts";

/* Loaded into a built server before it starts: counts what is in its memory. */

type Kind = new (...args: never[]) => object;

const packages = createRequire(new URL("../../server/package.json", import.meta.url));
const { Socket: SocketIoSocket } = packages("socket.io") as { Socket: Kind };
const { Socket: EngineSocket } = createRequire(packages.resolve("socket.io"))("engine.io") as {
  Socket: Kind;
};

const KINDS: readonly (readonly [string, Kind])[] = [
  ["connections", await builtClass("chat/participants/connection.js", "Connection")],
  ["rooms", await builtClass("chat/streams/stream-feed.js", "StreamFeed")],
  ["rosters", await builtClass("chat/participants/roster.js", "Roster")],
  ["audiences", await builtClass("fan-out/room-audience.js", "RoomAudience")],
  ["subscribers", await builtClass("fan-out/subscriber.js", "Subscriber")],
  ["Socket.IO sockets", SocketIoSocket],
  ["Engine.IO sockets", EngineSocket],
  ["TCP sockets", TcpSocket],
  ["requests", IncomingMessage],
  ["timers", kindOfTimers()],
  ["emitters", EventEmitter as unknown as Kind],
  ["abort signals", AbortSignal as unknown as Kind],
  ["promises", Promise as unknown as Kind],
  ["maps", Map],
  ["sets", Set],
  ["functions", Function as unknown as Kind],
];

/** The threads of the database and of the filters. */
const threads = new Set<Worker>();
process.on("worker", (thread: Worker) => {
  threads.add(thread);
  thread.once("exit", () => threads.delete(thread));
});

const answers = {
  /** Where the memory is now, without a garbage collection. */
  memory: async (): Promise<Memory> => {
    const ofThreads = await Promise.all([...threads].map(heapOf));
    const { rss, heapTotal } = process.memoryUsage();
    const threadBytes = ofThreads.reduce((sum, heap) => sum + (heap?.total_heap_size ?? 0), 0);
    return { rssBytes: rss, heapBytes: heapTotal + threadBytes };
  },

  /** Counts, after a garbage collection, all objects of the kinds that a leak would show in. */
  census: (): Census => {
    const counts: Record<string, number> = {};
    for (const [name, kind] of KINDS)
      counts[name] = queryObjects(kind as never, { format: "count" }) as unknown as number;
    for (const name of process.getActiveResourcesInfo()) {
      const resource = `resource ${name}`;
      counts[resource] = (counts[resource] ?? 0) + 1;
    }
    counts["listeners of the process"] = process
      .eventNames()
      .reduce((sum, name) => sum + process.listenerCount(name), 0);
    const { heapUsed, external } = process.memoryUsage();
    return { counts, heapBytes: heapUsed + external };
  },
};

export type ProbeAnswers = typeof answers;

answerQuestions(answers);
process.channel?.unref();

async function builtClass(path: string, name: string): Promise<Kind> {
  const url = new URL(`../../server/dist/${path}`, import.meta.url).href;
  return ((await import(url)) as Record<string, Kind>)[name]!;
}

/** Undefined for a thread that ends meanwhile. */
function heapOf(thread: Worker): Promise<HeapInfo | undefined> {
  return thread.getHeapStatistics().catch(() => undefined);
}

function kindOfTimers(): Kind {
  const timer = setTimeout(() => undefined, 0);
  clearTimeout(timer);
  return timer.constructor as Kind;
}
