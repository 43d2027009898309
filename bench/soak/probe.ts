import { createRequire } from "node:module";
import { queryObjects } from "node:v8";
import { EventEmitter } from "node:events";
import { IncomingMessage } from "node:http";
import { Socket as TcpSocket } from "node:net";
import { answerQuestions } from "../fan-out/asked-process.ts";
import type { Census } from "./census.ts";

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

const answers = {
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

function kindOfTimers(): Kind {
  const timer = setTimeout(() => undefined, 0);
  clearTimeout(timer);
  return timer.constructor as Kind;
}
