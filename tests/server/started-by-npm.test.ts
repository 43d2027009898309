import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { endWithParent } from "../support/end-with-parent.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { connect } from "../support/connect.ts";
import { collect, join as joinRoom } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* npm and npx run a command in a shell, which ends on a signal without forwarding it. */

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const NODE = process.execPath;
const COMMAND = `${NODE} ${fromRoot("server/bin/live-chat-server.js")}`;

/** A package whose command is the server. */
function makePackage(scripts: Record<string, string> = { start: COMMAND }): string {
  const dir = temporaryFolder();
  writeFileSync(
    join(dir, "package.json"),
    JSON.stringify({ name: "shop", private: true, scripts }),
  );
  const bin = join(dir, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "live-chat-server"), `#!/bin/sh\nexec ${COMMAND}\n`);
  chmodSync(join(bin, "live-chat-server"), 0o755);
  return dir;
}

interface Started {
  child: ChildProcess;
  url: string;
  /** Processes that it consists of, and that are still there. */
  left(): number[];
}

/** Runs a command in a group of its own, and waits until the server in it is up. */
async function startBy(
  command: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Started> {
  const port = await freePort();
  const [program, ...args] = command;
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(...endWithParent(program!, args, "SIGTERM"), {
    cwd,
    env: { PATH, HOME, CHAT_SERVER_PORT: `${port}`, CHAT_LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  let all: number[] = [];
  onTestFinished(() => {
    for (const pid of all.filter(isAlive)) process.kill(pid, "SIGKILL");
  });
  await eventually("the server is up", () => said.includes("is up at"), 60_000);
  all = withDescendants(child.pid!);
  return { child, url: `http://127.0.0.1:${port}`, left: () => all.filter(isAlive) };
}

function withDescendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return [
    pid,
    ...children
      .split(" ")
      .filter(Boolean)
      .flatMap((each) => withDescendants(Number(each))),
  ];
}

/** One that has ended and is not fetched yet is none. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** A viewer who is told that the server goes down in order. (SPEC CN7) */
async function meetViewer(url: string): Promise<{ told: { afterMs: number }[] }> {
  const client = connect(url, { reconnection: false });
  await joinRoom(client, "s1", "민지");
  return { told: collect(client, "come-back") };
}

/** SQLite takes its journal back when it is closed in order. */
const closedInOrder = (dir: string) =>
  existsSync(join(dir, "data/demo.db")) && !existsSync(join(dir, "data/demo.db-wal"));

const NPM_START = ["npm", "start"];
const NPX = ["npx", "live-chat-server"];
// A namespace of processes of its own: with its first, all others are killed.
const AS_FIRST = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc"];

it.each([
  ["npm start", "SIGTERM", NPM_START],
  ["npm start", "SIGHUP", NPM_START],
  ["npx", "SIGTERM", NPX],
] as const)(
  "[CN7] a server started by %s ends in order when that gets %s, and leaves nothing behind",
  async (_way, signal, command) => {
    const dir = makePackage();
    const { child, url, left } = await startBy(command, dir);
    const { told } = await meetViewer(url);
    child.kill(signal);
    await eventually("all have ended", () => left().length === 0);
    expect(told).toHaveLength(1);
    expect(closedInOrder(dir)).toBe(true);
  },
);

it("[CN7] a server started by npm start ends in order by Ctrl-C, which reaches some twice", async () => {
  const dir = makePackage();
  const { child, url, left } = await startBy(NPM_START, dir);
  const { told } = await meetViewer(url);
  // As a terminal does; npm forwards it.
  process.kill(-child.pid!, "SIGINT");
  await eventually("all have ended", () => left().length === 0);
  expect(told).toHaveLength(1);
  expect(closedInOrder(dir)).toBe(true);
});

it("[CN7] a server ends in order also where npm forwards Ctrl-C late", async () => {
  const dir = makePackage();
  const { child, url, left } = await startBy(NPM_START, dir);
  const server = left().at(-1)!;
  // Half a request keeps the server waiting for 2.5 s.
  const held = createConnection(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void held.destroy());
  held.on("error", () => undefined).write("GET / HTTP/1.1\r\n");
  const { told } = await meetViewer(url);
  process.kill(server, "SIGINT");
  await eventually("the viewer is told", () => told.length > 0);
  // More than a person's one press takes.
  await delay(1_100);
  if (left().includes(server)) process.kill(server, "SIGINT");
  await eventually("all have ended", () => left().length === 0 && child.exitCode !== null);
  expect(child.exitCode).toBe(0);
});

/**
 * npm waits half a second for its own end before it exits. As process 1 it does not die of a signal
 * to itself, so that is all the time there is. How much a machine does in it is not tested: npm
 * waits a minute here.
 */
function patientNpm(dir: string): Record<string, string> {
  const preload = join(dir, "patient-npm.cjs");
  writeFileSync(
    preload,
    `if (/\\bnp[mx](-cli\\.js)?$/.test(process.argv[1])) {
       const { setTimeout } = globalThis;
       globalThis.setTimeout = (run, ms, ...args) =>
         setTimeout(run, ms === 500 ? 60_000 : ms, ...args);
     }`,
  );
  return { NODE_OPTIONS: `--require=${preload}` };
}

it.each([
  ["npm start", NPM_START],
  ["npx", NPX],
] as const)(
  "[CN7] a server started by %s ends in order where that is process 1 of a container",
  async (_way, command) => {
    const dir = makePackage();
    const { url, left } = await startBy([...AS_FIRST, ...command], dir, patientNpm(dir));
    const [, npm] = left();
    const server = left().at(-1)!;
    const { told } = await meetViewer(url);
    process.kill(npm!, "SIGTERM");
    await eventually("the server has ended", () => !left().includes(server));
    expect(left()).toContain(npm);
    expect(told).toHaveLength(1);
    expect(closedInOrder(dir)).toBe(true);
  },
);

it("[CN7] npm run dev ends all that it has started when npm ends", async () => {
  const dir = makePackage({
    dev: `${NODE} --conditions=live-chat-source ${fromRoot("scripts/dev.ts")}`,
  });
  const { child, url, left } = await startBy(["npm", "run", "dev"], dir, {
    CHAT_DATABASE_URL: "memory:",
  });
  const { told } = await meetViewer(url);
  child.kill("SIGTERM");
  await eventually("all have ended", () => left().length === 0);
  expect(told).toHaveLength(1);
});
