import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endWithParent } from "./end-with-parent.ts";
import { freePort } from "./free-port.ts";
import { removeFolder } from "./remove-folder.ts";

/** A private Redis without persistence, on loopback. */
export interface Redis {
  url: string;
  /** The server process, which fault tests stop and kill. */
  readonly process: ChildProcess;
  /** Starts it again on the same port, once it has ended. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The Redis server's program, if one is installed. */
export function findRedis(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(":")
    .map((dir) => join(dir, "redis-server"))
    .find((path) => existsSync(path));
}

/** Starts a fresh Redis, with what else its command line is to have. */
export async function startRedis(more: readonly string[] = []): Promise<Redis> {
  const program = findRedis();
  if (!program)
    throw new Error("Redis is not installed. On Debian: apt-get install -y redis-server");
  const dir = mkdtempSync(join(tmpdir(), "live-chat-redis-"));
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", dir, ...more];
  const run = async (): Promise<ChildProcess> => {
    const child = spawn(...endWithParent(program, args), { stdio: ["ignore", "pipe", "ignore"] });
    await ready(child);
    return child;
  };
  let child = await run();
  return {
    url: `redis://127.0.0.1:${port}`,
    get process() {
      return child;
    },
    restart: async () => {
      await ended(child);
      child = await run();
    },
    stop: async () => {
      child.kill("SIGKILL");
      await ended(child);
      removeFolder(dir);
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
      if (said.includes("Ready to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(`Redis did not start: ${said}`)));
  });
}
