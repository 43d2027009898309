import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a server has used: since its start, and of the loop's delays since the last time it was asked. */
export interface Usage {
  cpuMs: number;
  memory: { rss: number; heapUsed: number; external: number };
  loop: { p99: number; max: number };
}

export interface MeasuredServer {
  url: string;
  /** With `collect`, after the garbage was collected. */
  measure(collect?: boolean): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own that tells what it uses. */
export async function startMeasuredServer(databaseUrl = "memory:"): Promise<MeasuredServer> {
  const file = fileURLToPath(new URL("measured-server.ts", import.meta.url));
  const child = fork(file, [databaseUrl], {
    execArgv: [
      "--conditions=live-chat-source",
      "--expose-gc",
      ...(process.env["SERVER_NODE_ARGS"]?.split(" ") ?? []),
    ],
  });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return {
    url,
    measure: async (collect = false) => {
      child.send(collect);
      const [usage] = (await once(child, "message")) as [Usage];
      return usage;
    },
    stop: async () => {
      child.disconnect();
      await once(child, "exit");
    },
  };
}
