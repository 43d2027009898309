import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";

/*
 * A chat server in a process of its own, which tells what its event loop and its memory do:
 * node watched-server.ts <options as JSON>
 */
const WATCH_MS = 2;

export interface ServerReport {
  /** The most that one turn of the event loop took since the last report, in ms of a core: however busy the machine is. */
  longestTurnMs: number;
  rssMb: number;
}

const input = JSON.parse(process.argv[2] ?? "{}") as ChatServerOptions;
const server = await startChatServer(toOptions({ port: 0, logLevel: "error", ...input }));

let longestTurnMs = 0;
let usedMs = cpuMs();
setInterval(() => {
  const nowMs = cpuMs();
  longestTurnMs = Math.max(longestTurnMs, nowMs - usedMs);
  usedMs = nowMs;
}, WATCH_MS).unref();

process.on("message", (message) => {
  if (message === "stop") return stop();
  const report: ServerReport = { longestTurnMs, rssMb: process.memoryUsage.rss() / 1e6 };
  longestTurnMs = 0;
  process.send?.({ report });
});
const stop = () => void server.close().then(() => process.exit(0));
process.once("disconnect", stop);
process.send?.({ url: server.url.replace("localhost", "127.0.0.1") });

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
