import { describe, expect, inject, it } from "vitest";
import { connect } from "../support/connect.ts";
import { createDatabase } from "../support/postgres.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SIGN_IN, tokenOf } from "../support/staff.ts";

/* Ids that a store cannot take, wherever an id may stand. */

const STORES: [string, () => Promise<string>][] = [
  ["memory", async () => "memory:"],
  ["SQLite", async () => `sqlite:${temporaryFolder()}/chat.db`],
  ["Postgres", () => createDatabase(inject("postgresUrl"))],
];
const HOSTILE = [
  "1.a\0b",
  "\0",
  "1.\ud800",
  "\udfff.x",
  "1.\ufffe\0",
  "held.\0",
  "a\u0007b",
  "１.x",
];

/** Every event with an id in it, with a hostile one in each place. */
function requests(id: string): [event: string, payload: object][] {
  const s1 = { streamId: "s1" };
  const act = (action: object): [string, object] => ["moderate", { ...s1, action }];
  const after = { epoch: id, seq: 1, id };
  return [
    ["join-room", { streamId: id }],
    ["join-room", { ...s1, after, wants: ["entries"], user: { nickname: "민지" } }],
    ["leave-room", { streamId: id }],
    ["send-message", { ...s1, message: "hello", clientId: id }],
    ["send-message", { ...s1, message: "hello", replyTo: id }],
    ["load-history", { streamId: id, before: 1 }],
    ["fetch-entries", { streamId: id, after: 0 }],
    ["remove-message", { ...s1, id }],
    ["report-message", { ...s1, id, reason: "spam" }],
    ["load-person", { ...s1, userId: id }],
    ["load-audit", { ...s1, before: id }],
    ["load-audit", { ...s1, search: id }],
    ["load-sanctions", { ...s1, before: id }],
    ["load-sanctions", { ...s1, search: id }],
    ["load-queue", { streamId: id }],
    ["load-filters", { streamId: id }],
    ["load-pulse", { streamId: id }],
    ["load-report", { streamId: id }],
    ["try-filter", { streamId: id, text: "hello" }],
    ["moderate", { ...s1, clientId: id, action: { kind: "unpin" } }],
    ...["remove", "pin", "dismiss"].map((kind) => act({ kind, messageId: id })),
    ...["ban", "shadow", "lift", "purge"].map((kind) => act({ kind, userId: id })),
    act({ kind: "timeout", userId: id, seconds: 60 }),
    act({ kind: "appoint", userId: id, role: "moderator" }),
    act({ kind: "permit-link", userId: id }),
    act({ kind: "note", userId: id, text: "note" }),
    act({ kind: "approve", heldId: id }),
    act({ kind: "reject", heldId: id }),
    act({ kind: "undo", actionId: id }),
  ];
}

const ADMIN = "an-admin-token-of-32-characters-or-more";

function addresses(id: string): [method: string, path: string, body?: object][] {
  const part = encodeURIComponent(id);
  return [
    ["DELETE", `/people/${part}/messages`],
    ["GET", `/streams/${part}`],
    ["PUT", `/streams/${part}`, {}],
    ["GET", `/streams/s1/people/${part}`],
    ["GET", `/streams/s1/audit?before=${part}`],
    ["GET", `/streams/s1/audit?search=${part}`],
    ["GET", `/streams?after=${part}`],
    ["GET", `/webhooks/${part}`],
    ["DELETE", `/webhooks/${part}`],
    ["PUT", `/webhooks/${part}`, { url: "https://bot.example/" }],
    ["PUT", "/webhooks/w1", { url: `https://bot.example/${id}` }],
    ["PUT", "/webhooks/w1", { url: "https://bot.example/", streams: [id] }],
    ["PUT", "/webhooks/w1", { url: "https://bot.example/", channels: [id] }],
    ["POST", "/streams/s1/actions", { kind: "undo", actionId: id }],
    ["POST", `/streams/s1/actions?clientId=${part}`, { kind: "unpin" }],
    ["POST", "/streams/s1/messages", { bot: "b", name: "Bot", message: "hi", replyTo: id }],
    ["GET", `/sign-in/requests/${part}`],
    ["POST", "/chat-sessions/refresh", { refreshHandle: id }],
  ];
}

describe.each(STORES)("with %s", (_, databaseUrl) => {
  it("[ER6] no id in any event is more than bad, or unknown", async () => {
    const { url } = await startServer({ ...SIGN_IN, databaseUrl: await databaseUrl() });
    const client = connect(url, { auth: { token: await tokenOf("boss", { chat_role: "owner" }) } });
    await join(client, "s1", "민지");
    for (const id of HOSTILE)
      for (const [event, payload] of requests(id)) {
        const answer = await ask(client, event, payload);
        if (answer.ok) continue;
        const said = `${event} ${JSON.stringify(payload)}: ${answer.error.code}`;
        expect(answer.error.retryable, said).toBe(false);
        expect(said).toMatch(/(bad-request|not-found|forbidden|not-joined|invalid-[a-z-]+)$/);
      }
  });

  it("[ER6] nor in any path, query or body of the HTTP interface", async () => {
    const { url } = await startServer({
      ...SIGN_IN,
      databaseUrl: await databaseUrl(),
      adminToken: ADMIN,
    });
    const headers = { authorization: `Bearer ${ADMIN}`, "content-type": "application/json" };
    for (const id of HOSTILE.filter((each) => !/\p{Surrogate}/u.test(each)))
      for (const [method, path, body] of addresses(id)) {
        const response = await fetch(`${url}/api/v1${path}`, {
          ...{ method, headers },
          ...(body && { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        expect(response.status, `${method} ${path} ${text}`).toBeLessThan(500);
        expect(text).not.toMatch(/"retryable":true/);
      }
  });
});
