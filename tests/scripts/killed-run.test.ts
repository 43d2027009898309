import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** What a test does that needs programs; it says their process ids, and does not end them. */
const TEST = ["postgres", "redis", "server-process"]
  .map((name) => pathToFileURL(join(ROOT, `tests/support/${name}.ts`)).href)
  .map((url, i) => `const m${i} = await import(${JSON.stringify(url)});`)
  .join("\n").concat(`
const postgres = await m0.startPostgres();
const redis = await m1.startRedis();
const server = await m2.startServerProcess({ CHAT_GUESTS: "true" }, process.cwd());
console.log([postgres.process, redis.process, server.child].map(({ pid }) => pid).join(" "));
setInterval(() => undefined, 1_000);`);

it.runIf(process.platform === "linux")(
  "a run of tests that is killed leaves no Postgres, Redis or server behind",
  async () => {
    const run = spawn(process.execPath, ["--input-type=module", "--eval", TEST], {
      cwd: temporaryFolder(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void run.kill("SIGKILL"));
    let said = "";
    run.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await eventually("the programs", () => said.endsWith("\n") || run.exitCode !== null);
    const started = said.trim().split(" ").map(Number);
    expect(started.map(isAlive)).toEqual([true, true, true]);
    run.kill("SIGKILL");
    await eventually("their end", () => !started.some(isAlive));
  },
);

/** One that has ended and is not fetched yet is none. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
