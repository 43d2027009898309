import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connect } from "../support/connect.ts";
import { runCli, startServerProcess } from "../support/server-process.ts";
import { PAGE, signIn } from "../support/sign-in-api.ts";
import { join, next } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

let dir: string;
let url: string;

beforeEach(() => {
  dir = temporaryFolder();
});

function run(...args: string[]) {
  return runCli(args, {}, dir);
}

/** The ids of a person's sessions, as the command lists them. */
async function idsOf(userId: string): Promise<string[]> {
  const { code, stdout } = await run("list-sessions", userId);
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n").slice(0, -1);
  return lines.map((line) => line.split("\t")[0] ?? "");
}

/** Somebody who is in a room by a session's token. */
async function comeWith(token: string) {
  const client = connect(url, { auth: { token }, extraHeaders: { origin: PAGE } });
  expect((await join(client, "s1")).me.maySend).toBe(true);
  return client;
}

describe("the commands for people's sessions, while a server runs", () => {
  beforeEach(async () => {
    const server = await startServerProcess({}, dir);
    onTestFinished(() => void server.end("SIGKILL"));
    url = server.url;
  });

  it("list a person's sessions, with the page and the times, and nobody else's", async () => {
    const { person } = await signIn(url, { demoName: "민지" });
    await signIn(url, { demoName: "Tom" });
    const { stdout } = await run("list-sessions", person.userId);
    const [line = "", count] = stdout.trim().split("\n");
    expect(line.split("\t")).toEqual([
      expect.stringMatching(/^[\w-]{16}$/),
      PAGE,
      "민지",
      expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    ]);
    expect(count).toBe(`1 session of ${person.userId}.`);
    expect((await run("list-sessions", "nobody")).stdout).toBe("0 sessions of nobody.\n");
  });

  it("[SI6] end all sessions of a person, or one, and the running server refuses their tokens", async () => {
    const first = await signIn(url, { demoName: "민지" });
    const other = await signIn(url, { demoName: "Tom" });
    const [client, neighbour] = [await comeWith(first.token), await comeWith(other.token)];
    const changed = next(client, "me-changed");
    const [id = ""] = await idsOf(first.person.userId);
    const ended = await run("end-sessions", first.person.userId, id);
    expect(ended.stdout).toBe("Ended 1 session. Running servers know within 2 s.\n");
    expect((await changed).me).toMatchObject({ maySend: false, reason: "token-expired" });
    expect(await idsOf(first.person.userId)).toEqual([]);

    const everybody = next(neighbour, "me-changed");
    expect((await run("end-sessions", "--all")).stdout).toContain("Ended 1 session.");
    expect((await everybody).me.maySend).toBe(false);
  });

  it("end nothing by the id of somebody else's session", async () => {
    const one = await signIn(url, { demoName: "민지" });
    const other = await signIn(url, { demoName: "Tom" });
    const [id = ""] = await idsOf(other.person.userId);
    expect((await run("end-sessions", one.person.userId, id)).stdout).toContain("0 sessions");
    expect(await idsOf(other.person.userId)).toEqual([id]);
  });
});

describe("the commands for people's sessions", () => {
  it("say how they are written", async () => {
    await Promise.all(
      [["list-sessions"], ["list-sessions", "a", "b"], ["end-sessions", "a", "b", "c"]].map(
        async (args) => {
          const { code, stderr } = await run(...args);
          expect(code).toBe(1);
          expect(stderr).toContain(`Write: live-chat-server ${args[0]} <user id>`);
        },
      ),
    );
  });

  it("say where there is no database, and make none", async () => {
    const { code, stderr } = await run("end-sessions", "--all");
    expect(code).toBe(1);
    expect(stderr).toContain("There is no database at");
    const memory = { CHAT_DATABASE_URL: "memory:" };
    const inMemory = await runCli(["list-sessions", "x"], memory, dir);
    expect(inMemory.code).toBe(1);
    expect(inMemory.stderr).toContain("memory:");
  });
});

describe("the command for the ranges of proxies", () => {
  it("prints what a name in CHAT_TRUST_PROXY stands for, one range a line", async () => {
    const { code, stdout } = await run("proxy-ranges", "cloudflare");
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(22);
    expect(stdout).toContain("\n2400:cb00::/32\n");
    expect((await run("proxy-ranges", "akamai")).stderr).toContain("cloudflare");
  });
});
