import { MessageChannel } from "node:worker_threads";
import { onTestFinished } from "vitest";
import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import type { NodeBus } from "../../server/src/chat/ports/node-bus.ts";
import { WorkerBusHub } from "../../server/src/fan-out/workers/worker-bus-hub.ts";
import { WorkerBus } from "../../server/src/fan-out/workers/worker-bus.ts";
import type { FromHub, ToHub } from "../../server/src/fan-out/workers/hub-message.ts";
import { RedisBus } from "../../server/src/fan-out/redis/redis-bus.ts";
import { startRedis } from "./redis.ts";

const clock = { nowMs: () => Date.now() };

/**
 * Every implementation of the bus, with a function that adds nodes to one: the contract applies to
 * all.
 */
export const BUSES: [string, () => Promise<(nodeId: string) => NodeBus>][] = [
  [
    "Redis",
    async () => {
      const { url, stop } = await startRedis();
      onTestFinished(stop);
      return (nodeId) => redisBus(url, nodeId);
    },
  ],
  [
    "a hub between workers",
    async () => {
      const hub = new WorkerBusHub();
      let lastId = 0;
      return (nodeId) => workerBus(hub, ++lastId, nodeId);
    },
  ],
];

function redisBus(url: string, nodeId: string): NodeBus {
  const silent = { onDown: () => undefined, onUp: () => undefined };
  return new RedisBus({ url, nodeId, secret: "test", clock, ...silent });
}

/** A worker's bus whose messages cross a boundary one by one, as between processes. */
function workerBus(hub: WorkerBusHub, id: number, nodeId: string): NodeBus {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const bus = new WorkerBus({
    nodeId,
    reachesAll: true,
    send: (message, done) => {
      port1.postMessage(message);
      done();
    },
  });
  port1.on("message", (message: FromHub) => bus.receive(message));
  port2.on("message", (message: ToHub) => hub.receive(id, message));
  hub.join(id, (message, done) => {
    port2.postMessage(message);
    done();
  });
  return bus;
}

/** A node that only listens, and records what it receives. */
export class Listener {
  readonly bus: NodeBus;
  readonly heard: { from: string; message: NodeMessage }[] = [];
  readonly following = new Set<string>();
  gaps = 0;

  constructor(bus: NodeBus) {
    this.bus = bus;
    bus.listen({
      onMessage: (from, message) => this.heard.push({ from, message }),
      onFollowing: (streamId) => this.following.add(streamId),
      onGap: () => this.gaps++,
    });
    onTestFinished(() => bus.close());
  }

  /** The seqs of the entries it has heard of a stream. */
  seqs(streamId: string): number[] {
    return this.heard.flatMap(({ message }) =>
      message.kind === "entries" && message.streamId === streamId
        ? message.entries.map(({ seq }) => seq)
        : [],
    );
  }

  beats(from: string): number[] {
    return this.heard.flatMap((each) =>
      each.from === from && each.message.kind === "pulse" ? [each.message.beat] : [],
    );
  }
}

export function pulse(beat: number): NodeMessage {
  return { kind: "pulse", beat, whole: true, rooms: [] };
}

export function entries(streamId: string, seq: number, message = "안녕 👋"): NodeMessage {
  const author = { userId: "u", nickname: "민지", role: "guest" } as const;
  const entry = { kind: "message", seq, id: `${seq}`, ...author, message, timestamp: 1 } as const;
  return { kind: "entries", streamId, epoch: "e", entries: [entry] };
}
