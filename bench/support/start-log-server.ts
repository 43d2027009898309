import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A chat server in a process of its own, so that the load and the server do not share a thread. */
export interface LogServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts one on a database; `maxBatch` bounds what is committed together. */
export function startLogServer(databaseUrl: string, maxBatch = 500): Promise<LogServer> {
  const file = fileURLToPath(new URL("log-server.ts", import.meta.url));
  const child = fork(file, [databaseUrl, String(maxBatch)], {
    execArgv: ["--conditions=live-chat-source"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (message) => {
      const { url } = message as { url: string };
      resolve({ url, stop: () => stop(child) });
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.send("stop");
  return gone;
}
