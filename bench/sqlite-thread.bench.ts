import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { spread } from "./support/statistics.ts";

/*
 * SQLite on the main thread against SQLite in a thread of its own, on this disk and on
 * one whose syncs take longer: messages a second, and how late the event loop is.
 * (docs/decisions/0002-sqlite-in-a-worker.md)
 */
const ROUNDS = 3;
const SYNC_MS = [0, 5, 20, 100];

interface Figures {
  perSecond: number;
  ackP99Ms: number;
  lateP50Ms: number;
  lateP99Ms: number;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
try {
  const shim = join(folder, "slow-fsync.so");
  execFileSync("cc", ["-shared", "-fPIC", "-o", shim, here("support/slow-fsync.c"), "-ldl"]);
  for (const syncMs of SYNC_MS) {
    const figures: Record<string, Figures[]> = { main: [], worker: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const where of ["main", "worker"]) figures[where]!.push(measure(where, syncMs, shim));
    for (const [where, rounds] of Object.entries(figures)) report(where, syncMs, rounds);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function measure(where: string, syncMs: number, shim: string): Figures {
  const dir = mkdtempSync(join(folder, "db-"));
  const args = ["--conditions=live-chat-source", here("support/thread-load.ts"), dir, where];
  const env = { ...process.env, LD_PRELOAD: shim, SLOW_FSYNC_MS: String(syncMs) };
  return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" })) as Figures;
}

function report(where: string, syncMs: number, rounds: readonly Figures[]): void {
  const show = (key: keyof Figures, digits: number) =>
    spread(
      rounds.map((round) => round[key]),
      digits,
    );
  console.log(
    `sync +${syncMs} ms, ${where.padEnd(6)}: ${show("perSecond", 0)} messages/s, ` +
      `ack p99 ${show("ackP99Ms", 1)} ms, ` +
      `loop late p50 ${show("lateP50Ms", 1)} ms, p99 ${show("lateP99Ms", 1)} ms`,
  );
}
