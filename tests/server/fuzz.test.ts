import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { ADMIN_TOKEN } from "../support/http-api.ts";
import { LightClient } from "../support/light-client.ts";
import { SIGN_IN, tokenOf } from "../support/staff.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startServer } from "../support/start-server.ts";

/** `npm run fuzz` asks for 5,000,000, and looks at the memory after. */
const EVENTS = Number(process.env["LIVE_CHAT_FUZZ"] ?? 20_000);
const IS_LONG = EVENTS > 1_000_000;
const ROOMS = ["r1", "r2", "r3"];
const AT_ONCE = 200;

/** Numbers that are the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(20_261_129);
const below = (count: number) => Math.floor(random() * count);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;

/** Ids of messages and actions that were made, the newest. */
const known: { messages: string[]; actions: string[]; held: string[] } = {
  ...{ messages: ["1.x"], actions: ["1.x"], held: ["held.x"] },
};

function keep(list: string[], id: string | undefined): void {
  if (id === undefined) return;
  list.push(id);
  if (list.length > 200) list.shift();
}

const ODD: unknown[] = [
  ...[
    null,
    undefined,
    0,
    -1,
    1e99,
    "",
    "\0",
    "\u{FDFA}".repeat(50),
    "가".repeat(600),
    [],
    {},
    true,
  ],
  ...["__proto__", { toString: 1 }, "x".repeat(5_000), Number.MAX_SAFE_INTEGER, "<img onerror=1>"],
];

const TEXTS = ["hello", "안녕하세요", "badword here", "see https://x.example", "🎉🎉", "a b c"];

const action = (): object =>
  oneOf([
    () => ({ kind: "remove", messageId: oneOf(known.messages) }),
    () => ({ kind: "timeout", userId: `u${below(9)}`, seconds: 10 }),
    () => ({ kind: "ban", userId: `u${below(9)}`, reason: "spam" }),
    () => ({ kind: "lift", userId: `u${below(9)}` }),
    () => ({ kind: "note", userId: `u${below(9)}`, text: oneOf(TEXTS) }),
    () => ({ kind: "pin", messageId: oneOf(known.messages) }),
    () => ({ kind: "pin-text", text: oneOf(TEXTS) }),
    () => ({ kind: "unpin" }),
    () => ({ kind: "set-mode", mode: { slowSeconds: below(2) } }),
    () => ({ kind: "shield", on: random() < 0.5 }),
    () => ({ kind: "undo", actionId: oneOf(known.actions) }),
    () => ({ kind: "approve", heldId: oneOf(known.held) }),
    () => ({ kind: "reject", heldId: oneOf(known.held) }),
    () => ({ kind: "permit-link", userId: `u${below(9)}` }),
    () => ({ kind: "set-filters", rules: oneOf([[], FILTERS]) }),
  ])();

const FILTERS = [
  { id: "w", kind: "words", words: ["badword"], action: { kind: "hold" } },
  { id: "l", kind: "links", allow: [], action: { kind: "refuse" } },
];

/** An event that somebody might send: mostly of the right form, and now and then of any. */
function event(): [name: string, payload: object] {
  const streamId = oneOf(ROOMS);
  const [name, payload] = oneOf<() => [string, Record<string, unknown>]>([
    () => ["send-message", { streamId, message: oneOf(TEXTS), clientId: `c${below(1e6)}` }],
    () => ["send-message", { streamId, message: oneOf(TEXTS), replyTo: oneOf(known.messages) }],
    () => ["load-history", { streamId, before: below(5_000), limit: 1 + below(20) }],
    () => ["fetch-entries", { streamId, after: below(5_000), limit: 1 + below(20) }],
    () => ["remove-message", { streamId, id: oneOf(known.messages) }],
    () => ["report-message", { streamId, id: oneOf(known.messages), reason: "spam" }],
    () => ["join-room", { streamId, user: { userId: "x", nickname: `n${below(50)}` } }],
    () => ["moderate", { streamId, action: action() }],
    () => ["load-audit", { streamId, limit: 5, ...(random() < 0.02 && { search: "u1" }) }],
    () => ["load-sanctions", { streamId, limit: 5 }],
    () => ["load-person", { streamId, userId: `u${below(9)}` }],
    () => ["load-queue", { streamId }],
    () => ["load-filters", { streamId }],
    () => ["load-pulse", { streamId }],
    () => ["load-report", { streamId, fromMs: oneOf(ODD), toMs: oneOf(ODD) }],
    () => ["try-filter", { streamId, text: oneOf(TEXTS) }],
    () => ["authenticate", { token: "a.b.c" }],
  ])();
  if (random() < 0.1) payload[oneOf(Object.keys(payload))] = oneOf(ODD);
  return [random() < 0.01 ? "nope" : name, payload];
}

/** Asks over HTTP what an operator and a sign-in page ask. */
async function askOverHttp(url: string): Promise<boolean> {
  const [method, path, body] = oneOf<() => [string, string, object?]>([
    () => ["PUT", `/webhooks/w${below(3)}`, { url: `https://hook${below(3)}.invalid/x` }],
    () => ["GET", "/webhooks"],
    () => ["DELETE", `/webhooks/w${below(3)}`],
    () => ["GET", `/streams/${oneOf(ROOMS)}/state`],
    () => ["GET", `/streams/${oneOf(ROOMS)}/audit?limit=3&search=u`],
    () => ["POST", `/streams/${oneOf(ROOMS)}/messages`, { bot: "b", name: "Bot", message: "hi" }],
    () => ["POST", "/sign-in/requests", { secret: "s".repeat(40) }],
    () => ["POST", "/chat-sessions/refresh", { refreshHandle: oneOf(["a.b", 1, null]) }],
  ])();
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...{ authorization: `Bearer ${ADMIN_TOKEN}`, origin: url },
      "content-type": "application/json",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.status, text).not.toBe(500);
  return answer.ok;
}

it(
  `[ER3][ER4] ${EVENTS.toLocaleString("en")} events of all kinds: none is unforeseen, a third and more are accepted`,
  { timeout: 180_000 + EVENTS * 10 },
  async () => {
    const { url } = await startServer({
      ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, origins: "*" },
      // A log in memory would grow with what is written, and hide what leaks.
      ...(IS_LONG && { databaseUrl: `sqlite:${temporaryFolder()}/chat.db` }),
    });
    const people: LightClient[] = [];
    for (const role of ["owner", "moderator", "member", "member", "guest", "guest"]) {
      const claims = role === "owner" || role === "moderator" ? { chat_role: role } : {};
      const token = role === "guest" ? undefined : await tokenOf(`u${people.length}`, claims);
      const client = await LightClient.open(url, { auth: { ...(token && { token }) } });
      for (const streamId of ROOMS)
        await client.ask("join-room", {
          ...{ streamId, user: { userId: "x", nickname: `n${people.length}` }, wants: ["entries"] },
        });
      people.push(client);
    }
    let asked = 0;
    let accepted = 0;
    const note = (answer: string): void => {
      if (answer.includes('"code":"internal"')) throw new Error(answer);
      if (!answer.includes('"ok":true')) return;
      accepted += 1;
      keep(known.messages, /"message":\{[^{}]*?"id":"(\w+\.[\w-]+)"/.exec(answer)?.[1]);
      keep(known.actions, /"record":\{"id":"(\w+\.[\w-]+)"/.exec(answer)?.[1]);
      keep(known.held, /"(held\.[\w-]+)"/.exec(answer)?.[1]);
    };
    let before = 0;
    while (asked < EVENTS) {
      // By then everything is compiled and every cache has something in it.
      if (before === 0 && asked > EVENTS / 20) before = await restingBytes();
      const round = Array.from({ length: AT_ONCE }, () => {
        const [name, payload] = event();
        // Staff most of all: what they may do goes deepest.
        return people[random() < 0.5 ? below(2) : below(people.length)]!.ask(name, payload);
      });
      (await Promise.all(round)).forEach(note);
      if (await askOverHttp(url)) accepted += 1;
      asked += AT_ONCE + 1;
    }
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(accepted / asked).toBeGreaterThan(1 / 3);
    for (const client of people) client.close();
    if (!IS_LONG) return;
    await pause(60_000);
    const after = await restingBytes();
    console.log(`RSS before ${before / 1e6} MB, a minute after ${after / 1e6} MB`);
    expect(after).toBeLessThan(before * 1.2);
  },
);

async function restingBytes(): Promise<number> {
  globalThis.gc?.();
  await pause(0);
  return process.memoryUsage().rss;
}
