import { beforeAll, describe, expect, it } from "vitest";
import { startChatServer } from "../../../server/src/create-chat-server.ts";
import { toOptions } from "../../../server/src/options.ts";
import type { ChatServer } from "../../../server/src/chat-server.ts";
import type { Operation } from "../../../server/src/transport/http-api/operation.ts";
import { ALL_OPERATIONS } from "../../../server/src/transport/http-api/operations/all-operations.ts";
import { ADMIN_TOKEN } from "../../support/http-api.ts";
import { SIGN_IN, tokenOf } from "../../support/staff.ts";

/** What is the operator's alone, and what is for everybody who is signed in; the rest is for owners. */
const OF_OPERATOR = new Set([
  ...["listStreams", "putStream", "archiveStream", "makeOwnerLink"],
  ...["forgetPerson", "listSessions", "endSessions", "endSession"],
  ...["listWebhooks", "putWebhook", "getWebhook", "deleteWebhook", "testWebhook", "retryWebhook"],
]);
const OF_SIGNED_IN = new Set(["listStaffStreams"]);
const OF_OWNERS = ALL_OPERATIONS.filter(({ id }) => !OF_OPERATOR.has(id) && !OF_SIGNED_IN.has(id));

const PAGE = "https://shop.example";
/** A person who owns everything that the paths here name, and those who own less. */
const OWNS_IT = { chat_roles: { "shop:1": "owner", "shop:*": "owner" } };
const OWNS_LESS = [
  {},
  { chat_role: "moderator" },
  { chat_roles: { "shop:1": "moderator", "shop:*": "moderator" } },
  { chat_roles: { "shop:2": "owner", "shops:*": "owner", "shop:11": "owner" } },
  { chat_role: "owner", chat_roles: { "shop:1": "member", "shop:*": "member" } },
];

let server: ChatServer;

beforeAll(async () => {
  server = await startChatServer(
    toOptions({
      ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, origins: [PAGE], port: 0 },
      ...{ databaseUrl: "memory:", logLevel: "silent", rateLimit: "off" },
    }),
  );
  return () => server.close();
});

function ask({ method, path }: Operation, token?: string, how: string = method): Promise<Response> {
  const named: Record<string, string> = { id: path.startsWith("/channels") ? "shop" : "shop:1" };
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => named[name] ?? "x");
  return fetch(`${server.url}/api/v1${address}`, {
    method: how,
    headers: { origin: PAGE, ...(token && { authorization: `Bearer ${token}` }) },
  });
}

async function statusOf(operation: Operation, token?: string): Promise<number> {
  const answer = await ask(operation, token);
  await answer.body?.cancel();
  return answer.status;
}

describe("who may do it over HTTP", () => {
  it.each(ALL_OPERATIONS)("[AD1] $id: nobody without a token, or with a bad one", async (each) => {
    expect([await statusOf(each), await statusOf(each, "junk")]).toEqual([401, 401]);
    expect(await statusOf(each, `${ADMIN_TOKEN}x`)).toBe(401);
  });

  it.each(OF_OWNERS)(
    "[AD1] $id: the owner of what it names, and nobody with less",
    async (each) => {
      for (const claims of OWNS_LESS)
        expect([claims, await statusOf(each, await tokenOf("tom", claims))]).toEqual([claims, 403]);
      expect([401, 403]).not.toContain(await statusOf(each, await tokenOf("olga", OWNS_IT)));
      expect([401, 403]).not.toContain(await statusOf(each, ADMIN_TOKEN));
    },
  );

  it.each(ALL_OPERATIONS.filter(({ id }) => OF_OPERATOR.has(id)))(
    "[AD1] $id: the operator alone, no owner of everything",
    async (each) => {
      for (const claims of [{ chat_role: "owner" }, OWNS_IT, ...OWNS_LESS])
        expect(await statusOf(each, await tokenOf("olga", claims))).toBe(401);
      expect([401, 403]).not.toContain(await statusOf(each, ADMIN_TOKEN));
    },
  );

  it.each(ALL_OPERATIONS)(
    "[AD1][AD7] $id: pages of listed origins, and no cache keeps the answer",
    async (each) => {
      const preflight = await ask(each, undefined, "OPTIONS");
      const allowed = preflight.headers.get("access-control-allow-methods")?.split(", ");
      expect(allowed).toContain(each.method.toUpperCase());
      for (const token of [undefined, "junk", ADMIN_TOKEN]) {
        const { headers, body } = await ask(each, token);
        await body?.cancel();
        expect(headers.get("access-control-allow-origin")).toBe(PAGE);
        expect([headers.get("cache-control"), headers.get("vary")]).toEqual([
          "no-store",
          expect.stringContaining("Origin"),
        ]);
      }
    },
  );
});
