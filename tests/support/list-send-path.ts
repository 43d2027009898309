import { randomUUID } from "node:crypto";
import { Session } from "node:inspector/promises";
import { mock } from "node:test";
import { io } from "socket.io-client";
import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";

/*
 * Prints the files of ours in which a function runs between the packet of a `send-message` and the
 * packets of its answer and of the entry, in each of some sends: `node
 * --conditions=live-chat-source tests/support/list-send-path.ts`. It counts by V8's coverage, on a
 * server with SQLite in memory and two guests in one room. What runs now and then, such as a timer,
 * does not run in each.
 */

// On a machine that is busy enough, a send takes longer than the second between two rounds.
mock.timers.enable({ apis: ["setInterval"] });

const WARM_UP = 4;
const SENDS = 8;

const server = await startChatServer(
  toOptions({
    port: 0,
    databaseUrl: "memory:",
    logLevel: "silent",
    guests: true,
    rateLimit: "100/10s",
  }),
);
const [sender, viewer] = await Promise.all(["sender", "viewer"].map(join));
const coverage = new Session();
coverage.connect();
await coverage.post("Profiler.enable");
await coverage.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });

let passed: string[] | undefined;
for (let i = 0; i < WARM_UP + SENDS; i++) {
  await listRun();
  await send(`message ${i}`);
  const run = await listRun();
  if (i >= WARM_UP) passed = (passed ?? [...run]).filter((file) => run.has(file));
}
process.stdout.write(`${passed!.toSorted().join("\n")}\n`);
sender!.close();
viewer!.close();
await server.close();

async function join(nickname: string) {
  const client = io(server.url, { transports: ["websocket"], forceNew: true });
  const wish = { streamId: "s1", user: { nickname }, wants: ["entries"] };
  await client.emitWithAck("join-room", wish);
  return client;
}

/** Resolves when the sender has its answer, and both have the entry. */
async function send(message: string): Promise<void> {
  const shown = [sender!, viewer!].map(
    (client) => new Promise<void>((resolve) => client.once("entries", () => resolve())),
  );
  await sender!.emitWithAck("send-message", {
    streamId: "s1",
    message,
    clientId: randomUUID(),
  });
  await Promise.all(shown);
}

/** The files of ours in which a function has run since the last time. */
async function listRun(): Promise<Set<string>> {
  const { result } = await coverage.post("Profiler.takePreciseCoverage");
  const ours = result.filter(({ functions }) =>
    functions.some(({ ranges }) => ranges[0]!.count > 0),
  );
  return new Set(
    ours.flatMap(({ url }) => /\/((?:protocol|server)\/src\/.*)$/.exec(url)?.[1] ?? []),
  );
}
