import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { takeSmallChat } from "../docs/small-chat.ts";
import { endWithParent } from "../support/end-with-parent.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { readDockerfile, theOne } from "./dockerfile.ts";

/*
 * There is no Docker where tests run, so the image is made by steps that can be run without:
 * this runs the step that installs, then the image's own ENTRYPOINT and HEALTHCHECK, as nobody.
 */

const FOLDER = "/opt/live-chat";
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

interface Installation {
  /** A command of the Dockerfile, with the installation's folder in place of the image's. */
  inHere(command: string): string;
  /** Where nobody may write. */
  data: string;
}

/** Installs by deploy/install.sh, into a folder that everyone may read. */
function install(): Installation {
  const dir = temporaryFolder({ goesWithinMs: 60_000 });
  chmodSync(dir, 0o755);
  const to = join(dir, "live-chat");
  const steps = readDockerfile().filter(
    ({ word, rest }) => word === "RUN" && rest.includes(FOLDER),
  );
  expect(steps.map(({ rest }) => rest)).toEqual([`deploy/install.sh ${FOLDER}`]);
  const [command, ...args] = steps[0]!.rest.replaceAll(FOLDER, to).split(" ");
  mkdirSync(join(to, "bin"), { recursive: true });
  writeFileSync(join(to, "bin/live-chat-server"), "what was there");
  execFileSync(join(ROOT, command!), args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  // One can go back.
  expect(readFileSync(`${to}.before/bin/live-chat-server`, "utf8")).toBe("what was there");
  const data = join(dir, "data");
  mkdirSync(data);
  if (NOBODY.uid) chownSync(data, NOBODY.uid, NOBODY.gid);
  return { inHere: (text) => text.replaceAll(FOLDER, to), data };
}

it("the installed server runs as nobody, with Postgres and Redis, and is healthy", async () => {
  const { inHere, data } = install();
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const port = await freePort();
  const env = {
    ...settingsOfImage(),
    CHAT_SERVER_PORT: `${port}`,
    CHAT_GUESTS: "true",
    CHAT_DATABASE_URL: await createDatabase(inject("postgresUrl")),
    CHAT_REDIS_URL: redis.url,
    PATH: "/usr/bin:/bin",
  };
  const [entrypoint] = JSON.parse(inHere(theOne("ENTRYPOINT"))) as [string];
  const isHealthy = () => {
    const [, check = ""] = /CMD (\[.*\])$/.exec(inHere(theOne("HEALTHCHECK"))) ?? [];
    const [program, ...args] = JSON.parse(check) as [string, ...string[]];
    return spawnSync(program, args, { env, ...NOBODY }).status === 0;
  };
  expect(isHealthy()).toBe(false);
  const server = spawn(...endWithParent(entrypoint, []), {
    env,
    cwd: data,
    ...NOBODY,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = endOf(server);
  await saidToBeUp(server, ended);
  expect(isHealthy()).toBe(true);

  const smallChat = await takeSmallChat();
  const url = `http://127.0.0.1:${port}`;
  const [one, other] = ["민지", "수아"].map((name) => smallChat(url, "s1", name));
  await one!.send("안녕하세요");
  await eventually("the message", () => other!.messages.length === 1);
  for (let bus = "down"; bus !== "up";) {
    const ready = (await (await fetch(`${url}/readyz`)).json()) as { ok: boolean; bus: string };
    expect(ready.ok).toBe(true);
    ({ bus } = ready);
  }
  const page = await fetch(`${url}/live-chat.js`, { headers: { "accept-encoding": "br" } });
  expect([page.status, page.headers.get("content-encoding")]).toEqual([200, "br"]);
  // With a Postgres it writes nothing to the disk.
  expect(readdirSync(data)).toEqual([]);

  server.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(isHealthy()).toBe(false);
  await keepsItsOwnDatabase(entrypoint, data, env);
}, 300_000);

it("a folder that is something else's is left alone, and a wrong call says what a right one is", () => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, "somebody's"), "");
  const call = (...args: string[]) =>
    spawnSync(join(ROOT, "deploy/install.sh"), args, { encoding: "utf8" });
  expect(call(`${dir}/`)).toMatchObject({ status: 1, stderr: expect.stringContaining("stays") });
  expect(readdirSync(dir)).toEqual(["somebody's"]);
  expect(existsSync(`${dir}.before`)).toBe(false);
  expect(call().status).not.toBe(0);
  expect(call().stderr).toContain("deploy/install.sh /opt/live-chat");
});

/** Without a Postgres, what it keeps is in the folder that the image's volume is. */
async function keepsItsOwnDatabase(entrypoint: string, data: string, env: NodeJS.ProcessEnv) {
  const { CHAT_DATABASE_URL: _postgres, CHAT_REDIS_URL: _redis, ...alone } = env;
  const server = spawn(...endWithParent(entrypoint, []), {
    env: alone,
    cwd: data,
    ...NOBODY,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = endOf(server);
  await saidToBeUp(server, ended);
  expect(existsSync(join(data, "data/chat.db"))).toBe(true);
  const backup = join(data, "backup.db");
  const database = `sqlite:${join(data, "data/chat.db")}`;
  execFileSync(entrypoint, ["backup-database", database, backup], { env: alone, ...NOBODY });
  expect(existsSync(backup)).toBe(true);
  server.kill("SIGTERM");
  expect(await ended).toBe(0);
}

function settingsOfImage(): Record<string, string> {
  return Object.fromEntries(
    theOne("ENV")
      .split(" ")
      .map((pair) => pair.split("=") as [string, string]),
  );
}

function endOf(child: ChildProcess): Promise<number | null> {
  onTestFinished(() => void child.kill("SIGKILL"));
  return new Promise((resolve) => child.once("exit", resolve));
}

function saidToBeUp(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("is up at")) resolve();
    });
    void ended.then(() => reject(new Error(`it ended: ${said}`)));
  });
}
