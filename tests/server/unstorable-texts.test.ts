import { describe, expect, inject, it } from "vitest";
import { connect } from "../support/connect.ts";
import { ADMIN_TOKEN } from "../support/http-api.ts";
import { createDatabase } from "../support/postgres.ts";
import { post, SECRET, startByForm } from "../support/sign-in-api.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join } from "../support/stock-client.ts";
import { SIGN_IN, tokenOf } from "../support/staff.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* Texts that a store cannot take, wherever a text may stand: in claims, names, reasons, rules. */

const STORES: [string, () => Promise<string>][] = [
  ["SQLite", async () => `sqlite:${temporaryFolder()}/chat.db`],
  ["Postgres", () => createDatabase(inject("postgresUrl"))],
];
const HOSTILE = ["a\0b", "\0", "a\ud800", "\udfff", "😀\ud83d", "\u202e\0"];

function events(text: string): [event: string, payload: object][] {
  const s1 = { streamId: "s1" };
  const act = (action: object): [string, object] => ["moderate", { ...s1, action }];
  const rule = (about: object) => act({ kind: "set-filters", rules: [about] });
  const does = { action: { kind: "refuse" }, id: "r1" };
  return [
    [
      "join-room",
      { ...s1, user: { nickname: text, userId: text, avatarUrl: `https://x.example/${text}` } },
    ],
    ["send-message", { ...s1, message: text }],
    ["send-message", { ...s1, message: `hello ${text}` }],
    ["report-message", { ...s1, id: "1.x", reason: text }],
    ["load-audit", { ...s1, search: text }],
    ["try-filter", { ...s1, text }],
    ["try-filter", { ...s1, text: "hello", rules: [{ ...does, kind: "words", words: [text] }] }],
    act({ kind: text }),
    act({ kind: "note", userId: "tom", text }),
    act({ kind: "note", userId: "tom", text: `hello ${text}` }),
    act({ kind: "pin-text", text: `hello ${text}` }),
    act({ kind: "pin-text", text: "hello", url: `https://x.example/${text}` }),
    ...["ban", "shadow", "purge", "clear"].map((kind) =>
      act({ kind, userId: "tom", reason: `so ${text}` }),
    ),
    act({ kind: "timeout", userId: "tom", seconds: 60, reason: `so ${text}` }),
    act({ kind: "shield", on: true, reason: text }),
    rule({ ...does, kind: "words", words: [`bad${text}`] }),
    rule({ ...does, kind: "words", words: ["bad"], allow: [text], reason: text }),
    rule({ ...does, kind: "patterns", patterns: [`x${text}`] }),
    rule({ ...does, kind: "links", allow: [text] }),
    rule({ ...does, id: text, kind: "links", allow: [] }),
    rule({ ...does, action: { kind: "refuse", reason: text }, kind: "links", allow: [] }),
    ["authenticate", { token: text }],
  ];
}

describe.each(STORES)("with %s", (_, databaseUrl) => {
  it("[ER6][SM2] no text in any event is a fault of the server", async () => {
    const { url } = await startServer({ ...SIGN_IN, databaseUrl: await databaseUrl() });
    const client = connect(url, { auth: { token: await tokenOf("boss", { chat_role: "owner" }) } });
    await join(client, "s1", "민지");
    for (const text of HOSTILE)
      for (const [event, payload] of events(text)) {
        const answer = await ask(client, event, payload);
        if (answer.ok) continue;
        const said = `${event} ${JSON.stringify(payload)}: ${answer.error.code}`;
        expect(answer.error.retryable, said).toBe(false);
        expect(answer.error.code, said).not.toBe("internal");
      }
  });

  it("[ER6][ID1] no claim of a token is one: its person reads, or writes under a name that can be stored", async () => {
    const { url } = await startServer({ ...SIGN_IN, databaseUrl: await databaseUrl() });
    for (const text of HOSTILE)
      for (const claims of [
        { sub: text },
        { sub: `u${text}`, chat_role: "owner" },
        { name: text, sub: "u1" },
        { name: `Min${text}`, sub: "u2", chat_role: "moderator" },
        { sub: "u3", picture: `https://x.example/${text}` },
        { sub: "u4", chat_role: text, chat_roles: { [text]: "owner", s1: text } },
        { sub: "u5", created_at: text, app_metadata: { chat_role: text, created_at: text } },
      ]) {
        const token = await tokenOf("x", claims);
        const client = connect(url, { auth: { token } });
        const said = JSON.stringify(claims);
        const joined = await ask(client, "join-room", { streamId: "s1" });
        expect(joined.ok || joined.error.retryable, said).toBe(joined.ok);
        for (const [event, payload] of [
          ["send-message", { streamId: "s1", message: "hello" }],
          ["load-history", { streamId: "s1", before: 1e6 }],
          ["moderate", { streamId: "s1", action: { kind: "note", userId: "tom", text: "x" } }],
          ["authenticate", { token }],
        ] as const) {
          const answer = await ask(client, event, payload);
          if (answer.ok) continue;
          expect(answer.error.code, `${event} ${said}`).not.toBe("internal");
          expect(answer.error.retryable, `${event} ${said}: ${answer.error.code}`).toBe(false);
        }
        client.disconnect();
      }
  });

  it("[ER6] no text over HTTP is one", async () => {
    const options = { ...SIGN_IN, adminToken: ADMIN_TOKEN, webhookPrivate: true };
    const { url } = await startServer({ ...options, databaseUrl: await databaseUrl() });
    const headers = {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      "content-type": "application/json",
      origin: url,
    };
    for (const text of HOSTILE)
      for (const [method, path, body] of [
        ["POST", "/streams/s1/messages", { bot: "b", name: text, message: "hi" }],
        ["POST", "/streams/s1/messages", { bot: "b", name: `B ${text}`, message: `hi ${text}` }],
        ["POST", "/streams/s1/messages", { bot: text, name: "B", message: "hi" }],
        [
          ...(["POST", "/streams/s1/messages"] as const),
          { bot: "b", name: "B", message: "hi", avatarUrl: `https://x.example/${text}` },
        ],
        ["POST", "/streams/s1/messages", { bot: "b", name: "B", message: "hi", clientId: text }],
        ["POST", "/streams/s1/actions", { kind: "note", userId: text, text }],
        ["POST", "/streams/s1/actions", { kind: "ban", userId: "tom", reason: `so ${text}` }],
        ["POST", "/streams/s1/actions", { kind: "undo", actionId: text }],
        ["POST", "/streams/s1/filters/try", { text }],
        ["PUT", "/webhooks/w1", { url: `https://bot.example/${text}` }],
        ["PUT", "/webhooks/w1", { url: "https://bot.example/", secret: text }],
        ["PUT", "/webhooks/w1", { url: "https://bot.example/", streams: [text] }],
        ["PUT", "/webhooks/w1", { url: "https://bot.example/", events: [text] }],
        ["POST", "/sign-in/requests", { secret: SECRET, page: `${url}/${text}` }],
        ["POST", "/chat-sessions", { request: text, secret: text, code: text }],
        ["POST", "/chat-sessions/revoke", { refreshHandle: `a.${text}` }],
      ] as [string, string, object][]) {
        const response = await fetch(`${url}/api/v1${path}`, {
          ...{ method, headers },
          body: JSON.stringify(body),
        });
        const answer = await response.text();
        const said = `${method} ${path} ${JSON.stringify(body)}: ${response.status} ${answer}`;
        expect(response.status, said).toBeLessThan(500);
        expect(answer, said).not.toMatch(/"retryable":true|"internal"/);
      }
  });

  it("[ER6][SI2] nor is the name that a demo's visitor takes", async () => {
    const { url } = await startServer({ databaseUrl: await databaseUrl() });
    const api = `${url}/api/v1`;
    for (const demoName of HOSTILE) {
      const begun = await post<{ request: string }>(`${api}/sign-in/requests`, { secret: SECRET });
      const { request } = begun.json as unknown as { request: string };
      const cookie = await startByForm(url, request);
      const grant = `${api}/sign-in/requests/${request}/grant`;
      const granted = await post<{ code: string }>(grant, { demoName }, url, cookie);
      expect(granted.status, JSON.stringify(granted.json)).toBeLessThan(500);
      if (!granted.json.ok) continue;
      const { code } = granted.json;
      const begin = { request, secret: SECRET, code };
      const session = await post<{ token: string }>(`${api}/chat-sessions`, begin);
      expect(session.status, JSON.stringify(session.json)).toBe(200);
    }
  });
});
