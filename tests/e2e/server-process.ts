import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../server/bin/live-chat-server.js", import.meta.url));

/** A real server process, as people run it. */
export interface ServerProcess {
  url: string;
  /** Ends it at once, with no chance to tidy up. */
  kill(): Promise<void>;
}

/** Starts the command on an SQLite file; resolves when it says where it is. */
export async function startServerProcess(databasePath: string, port = 0): Promise<ServerProcess> {
  const child = spawn(process.execPath, [COMMAND], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      CHAT_SERVER_PORT: String(port),
      CHAT_DATABASE_URL: `sqlite:${databasePath}`,
      CHAT_RATE_LIMIT: "off",
      CHAT_LOG_LEVEL: "silent",
    },
  });
  return { url: await readUrl(child), kill: () => kill(child) };
}

async function readUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The server's output is not read.");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /live-chat is up at (\S+)/.exec(line)?.[1];
    if (!url) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error("The server ended before it was up.");
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
