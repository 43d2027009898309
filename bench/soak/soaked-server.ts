import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SIGN_IN } from "../../tests/support/tokens.ts";
import { PAGE } from "../../tests/support/sign-in-api.ts";
import { AskedProcess } from "../fan-out/asked-process.ts";
import { readMetric } from "../fan-out/read-metrics.ts";
import type { Census } from "./census.ts";
import type { ProbeAnswers } from "./probe.ts";
import { residentMemory, type ResidentMemory } from "./resident-memory.ts";

export const ADMIN_TOKEN = "an-admin-token-of-more-than-thirty-two-characters";

/** The compiled server with a probe in it. */
export interface SoakedServer {
  readonly url: string;
  readonly pid: number;
  census(): Promise<Census>;
  memory(): ResidentMemory;
  metric(name: string): Promise<number>;
  databaseBytes(): number;
  /** The warnings and errors that it has logged, one a line. */
  complaints(): readonly string[];
  /** Whether it ended by itself. */
  hasEnded(): boolean;
  stop(): Promise<void>;
}

/** Starts it on a free port, with its log in a SQLite file. */
export async function startSoakedServer(): Promise<SoakedServer> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-soak-"));
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      "--import",
      path("probe.ts"),
      path("serve-compiled.ts"),
    ],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        PATH: process.env["PATH"],
        CHAT_SERVER_PORT: "0",
        CHAT_HOST: "127.0.0.1",
        CHAT_DATABASE_URL: `sqlite:${join(folder, "chat.db")}`,
        CHAT_GUESTS: "true",
        CHAT_JWT_SECRET: SIGN_IN.jwtSecret,
        CHAT_ADMIN_TOKEN: ADMIN_TOKEN,
        CHAT_ORIGINS: PAGE,
        // People with addresses of their own come through a proxy on this machine.
        CHAT_TRUST_PROXY: "127.0.0.0/8",
        CHAT_LOG_LEVEL: "warn",
      },
    },
  );
  const lines: string[] = [];
  const asked = new AskedProcess<ProbeAnswers>(child);
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      lines.push(...text.split("\n").filter((line) => /"level":|warn|error/i.test(line)));
      const found = /is up at (http:\S+)/.exec(text)?.[1];
      if (found) resolve(found.replace("localhost", "127.0.0.1"));
    };
    child.stdout?.setEncoding("utf8").on("data", read);
    child.stderr?.setEncoding("utf8").on("data", read);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const port = Number(new URL(url).port);
  return {
    url,
    pid: child.pid!,
    census: () => asked.ask("census"),
    memory: () => residentMemory(child.pid!),
    metric: (name) => readMetric(port, name, ADMIN_TOKEN),
    databaseBytes: () =>
      readdirSync(folder)
        .filter((name) => name.startsWith("chat.db"))
        .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
    complaints: () => lines,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
