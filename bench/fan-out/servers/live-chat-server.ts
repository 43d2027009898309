import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { Presence } from "../../../server/src/chat/rooms/presence.ts";
import { startChatServer } from "../../../server/src/create-chat-server.ts";
import { toOptions } from "../../../server/src/options.ts";
import type { ChatServerOptions } from "../../../server/src/settings.ts";
import { answerQuestions } from "../asked-process.ts";

/*
 * The chat server, as it is, with a few questions about itself:
 * node live-chat-server.ts <options as JSON> [watch-loop]
 */
const RESOLUTION_MS = 5;
const NS_PER_MS = 1e6;

const reads = countReads();
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
// Its timer wakes the loop 200 times a second, which would count as the server's work.
if (process.argv[3] === "watch-loop") loop.enable();

const given = JSON.parse(process.argv[2] ?? "{}") as ChatServerOptions;
const server = await startChatServer(toOptions({ port: 0, logLevel: "error", ...given }));

const answers = {
  port: () => Number(new URL(server.url).port),
  /** How late the event loop was, and what was read from the database, since the last time. */
  sinceLast: () => {
    const late = (share: number) => loop.percentile(share) / NS_PER_MS - RESOLUTION_MS;
    const since = {
      loopP99Ms: Math.max(0, late(99)),
      loopMaxMs: Math.max(0, loop.max / NS_PER_MS - RESOLUTION_MS),
      reads: Object.fromEntries(reads),
    };
    loop.reset();
    reads.clear();
    return since;
  },
  /** From now on nobody is told how many there are. */
  tellNoCounts: () => {
    Presence.prototype.publishCounts = () => undefined;
  },
  memory: () => process.memoryUsage(),
};

export type LiveChatAnswers = typeof answers;

answerQuestions(answers);

/** Counts the questions that go to the thread with the database, by their names. */
function countReads(): Map<string, number> {
  const counts = new Map<string, number>();
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function count(this: Worker, message: { method?: string }) {
    const { method = "" } = message;
    if (method.startsWith("read")) counts.set(method, (counts.get(method) ?? 0) + 1);
    return post.call(this, message);
  };
  return counts;
}
