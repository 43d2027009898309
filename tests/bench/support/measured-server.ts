import { monitorEventLoopDelay } from "node:perf_hooks";
import { startChatServer } from "../../../server/src/create-chat-server.ts";
import { toOptions } from "../../../server/src/options.ts";

/* A chat server in a process of its own that tells, when asked, what it uses: node measured-server.ts <database> */
const [databaseUrl = "memory:"] = process.argv.slice(2);
const options = toOptions({
  port: 0,
  databaseUrl,
  guests: true,
  rateLimit: "off",
  logLevel: "error",
});
const server = await startChatServer(options);
process.send?.({ url: server.url.replace("localhost", "127.0.0.1") });

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on("message", (collect) => {
  // Twice: what the first run finalises, the second one frees.
  if (collect) for (const _ of [1, 2]) globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const ms = (ns: number) => ns / 1e6;
  process.send?.({
    cpuMs: (user + system) / 1_000,
    memory: { rss, heapUsed, external },
    loop: { p99: ms(delay.percentile(99)), max: ms(delay.max) },
  });
  delay.reset();
});
process.once("disconnect", () => void server.close().then(() => process.exit(0)));
