import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import type { ServerReport } from "./watched-server.ts";

export interface WatchedServer {
  readonly url: string;
  /** What its event loop did since it was last asked, and its memory. */
  report(): Promise<ServerReport>;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own that tells of its event loop and its memory. */
export async function startWatchedServer(options: ChatServerOptions): Promise<WatchedServer> {
  const file = fileURLToPath(new URL("watched-server.ts", import.meta.url));
  const child = fork(file, [JSON.stringify(options)], {
    execArgv: ["--conditions=live-chat-source"],
  });
  const exited = once(child, "exit");
  const failed = exited.then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  // Only what waits for it is to know.
  failed.catch(() => undefined);
  const next = async <T>(): Promise<T> => {
    const [message] = (await Promise.race([once(child, "message"), failed])) as [T];
    return message;
  };
  const { url } = await next<{ url: string }>();
  return {
    url,
    report: async () => {
      child.send("report");
      return (await next<{ report: ServerReport }>()).report;
    },
    stop: async () => {
      child.send("stop");
      await exited;
    },
  };
}
