import { EventEmitter } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import type { ChatIoServer } from "../../server/src/transport/chat-io-server.ts";
import { warnOfMissingStickySessions } from "../../server/src/transport/detect-missing-stickiness.ts";
import type { Logger } from "../../server/src/transport/logger.ts";
import { startServer } from "../support/start-server.ts";
import { startServerProcess } from "../support/server-process.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const POLLING = "/socket.io/?EIO=4&transport=polling";

async function beginSession(url: string): Promise<string> {
  const answer = await (await fetch(`${url}${POLLING}`)).text();
  return (JSON.parse(answer.slice(1)) as { sid: string }).sid;
}

async function refusalOf(url: string, sid: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}${POLLING}&sid=${sid}`);
  return { status: response.status, body: await response.json() };
}

const SPREAD = /requests of one client reach several servers/;

it("[CN11] a session that another server began is refused with the reason", async () => {
  const [one, other] = [await startServer({ guests: true }), await startServer({ guests: true })];
  const sid = await beginSession(one.url);
  const { status, body } = await refusalOf(other.url, sid);
  expect(status).toBe(400);
  expect(body).toEqual({ code: 1, message: expect.stringMatching(SPREAD) as string });
});

it("[CN11] a session that is over, or was none, is refused without blaming anybody", async () => {
  const { url } = await startServer({ guests: true });
  const sid = await beginSession(url);
  await fetch(`${url}${POLLING}&sid=${sid}`, { method: "POST", body: "1" });
  await eventually("the session is over", async () => (await refusalOf(url, sid)).status === 400);
  for (const each of [sid, "x", "", sid.slice(1), "a.b.c", "__proto__"]) {
    const { body } = await refusalOf(url, each || "0");
    expect(body).toEqual({ code: 1, message: "Session ID unknown" });
  }
});

it("[CN11] a session from before a server was there is one that was lost", async () => {
  const before = await startServer({ guests: true });
  const sid = await beginSession(before.url);
  const after = await startServer({ guests: true });
  const { body } = await refusalOf(after.url, sid);
  expect(body).toEqual({ code: 1, message: "Session ID unknown" });
});

it("[CN11] the log warns the operator once a minute, with the remedy", async () => {
  const one = await startServer({ guests: true });
  const other = await startServerProcess(
    { CHAT_LOG_LEVEL: "warn", CHAT_DATABASE_URL: "memory:" },
    temporaryFolder(),
  );
  onTestFinished(async () => void (await other.end("SIGKILL")));
  let said = "";
  other.child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  for (let i = 0; i < 3; i++) await refusalOf(other.url, await beginSession(one.url));
  await eventually("the log has a line", () => SPREAD.test(said));
  expect(said.match(/keep each client to one, by its address/g)).toHaveLength(1);
});

it("[CN11] the log warns again while it lasts, and takes no session for moved that is old", () => {
  let nowMs = 1_700_000_000_000;
  const said: string[] = [];
  const log = { warn: (_what: object, text: string) => void said.push(text) } as unknown as Logger;
  const [one, other] = [new EventEmitter(), new EventEmitter()];
  for (const engine of [one, other])
    warnOfMissingStickySessions({ engine } as unknown as ChatIoServer, log, () => nowMs);
  const requestLater = (afterMs: number): string => {
    const sid = (one as unknown as { generateId: () => string }).generateId();
    nowMs += afterMs;
    const context = { message: "Session ID unknown" };
    other.emit("connection_error", { req: { _query: { sid } }, code: 1, context });
    return context.message;
  };
  nowMs += 1;
  for (const afterMs of [0, 59_999, 1]) {
    nowMs += afterMs;
    expect(requestLater(0)).toMatch(SPREAD);
  }
  expect(said).toHaveLength(2);
  expect([requestLater(9_999), requestLater(10_000)]).toEqual([
    expect.stringMatching(SPREAD),
    "Session ID unknown",
  ]);
});
