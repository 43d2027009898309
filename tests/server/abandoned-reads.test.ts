import { once } from "node:events";
import { createServer, request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { eventually } from "../support/eventually.ts";
import { ADMIN_TOKEN } from "../support/http-api.ts";
import { joinAs, SIGN_IN } from "../support/staff.ts";
import { ask } from "../support/stock-client.ts";

/* Reads that nobody waits for any more are not performed. */

/** More than fit into one step of a search. */
const ACTIONS = 1_200;

/** The server, whose reads wait until the gate opens, and what of them was asked for. */
async function startHeld() {
  const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
  for (let from = 0; from < ACTIONS; from += 400)
    await storage.log.append(
      Array.from({ length: 400 }, (_, i) => ({
        ...{ kind: "action", streamId: "s1", actor: null },
        action: { kind: "note", userId: `person ${from + i}`, text: "seen" },
      })),
    );
  const reads: string[] = [];
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  let isHeld = false;
  const held = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (_, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]): Promise<unknown> => {
          if (isHeld && /^(read|search)/.test(String(name))) {
            reads.push(`${String(name)} ${JSON.stringify(args)}`);
            await opened;
          }
          return Reflect.apply(value, target, args) as unknown;
        };
      },
    });
  const server = createServer();
  let sockets = 0;
  server.on("connection", (socket) => {
    sockets += 1;
    socket.once("close", () => (sockets -= 1));
  });
  const chat = await startChatServer(
    toOptions({
      ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, logLevel: "silent", rateLimit: "1000/1s" },
      databaseUrl: "memory:",
    }),
    {
      storage: {
        ...storage,
        log: held(storage.log),
        moderation: held(storage.moderation),
      } satisfies Storage,
      attachTo: server,
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    open();
    await chat.close();
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, reads, open },
    hold: () => void (isHeld = true),
    sockets: () => sockets,
  };
}

const SOCKET_READS: [event: string, payload: object, method: string][] = [
  ["load-history", { before: 1_000_000, limit: 7 }, "readMessages"],
  ["load-queue", {}, "readReviewQueue"],
  ["load-person", { userId: "person 7" }, "readCard"],
  ["load-audit", { limit: 7 }, "readAudit"],
  ["load-sanctions", { limit: 7 }, "readSanctions"],
  ["load-audit", { search: "nobody" }, "searchAudit"],
  ["load-sanctions", { search: "nobody" }, "searchSanctions"],
];

describe("reads over a socket", () => {
  it.each(SOCKET_READS)(
    "[LOG11][MO16] %s %j that waits is left out once its asker has gone",
    async (event, payload, method) => {
      const { url, reads, open, hold, sockets } = await startHeld();
      const others = await Promise.all(
        [1, 2, 3, 4].map((i) => joinAs(url, `mod ${i}`, "moderator")),
      );
      const gone = await joinAs(url, "gone", "moderator");
      hold();
      // They take all the places that there are.
      const read = (client: (typeof gone)["client"]) =>
        ask(client, event, { streamId: "s1", ...payload });
      const running = others.map(({ client }) => read(client));
      const places = { "load-history": 4 }[event] ?? 2;
      await eventually("they read", () => reads.length === places);
      for (let i = 0; i < 4; i++) read(gone.client).catch(() => undefined);
      // What was asked over the same connection later is answered: so those before it wait by now.
      await ask(gone.client, "leave-room", "another");
      const before = sockets();
      gone.client.disconnect();
      await eventually("the server knows", () => sockets() < before);
      open();
      for (const answer of await Promise.all(running)) expect(answer.ok).toBe(true);
      // Behind whatever of theirs would have had its turn.
      const last = await joinAs(url, "last", "moderator");
      expect((await read(last.client)).ok).toBe(true);
      const steps = method.startsWith("search") && method !== "searchSanctions" ? 3 : 1;
      expect(reads.filter((each) => each.startsWith(method))).toHaveLength(5 * steps);
    },
  );

  it("[MO16] a search ends with the step that it is at once its asker has gone", async () => {
    const { url, reads, open, hold, sockets } = await startHeld();
    const gone = await joinAs(url, "gone", "moderator");
    const other = await joinAs(url, "other", "moderator");
    hold();
    const search = (client: (typeof gone)["client"], text: string) =>
      ask(client, "load-audit", { streamId: "s1", search: text });
    search(gone.client, "abandoned").catch(() => undefined);
    await eventually("it is at a step", () => reads.length === 1);
    const before = sockets();
    gone.client.disconnect();
    await eventually("the server knows", () => sockets() < before);
    open();
    await search(other.client, "awaited");
    await search(other.client, "awaited");
    expect(reads.filter((each) => each.includes("abandoned"))).toHaveLength(1);
    expect(reads.filter((each) => each.includes("awaited"))).toHaveLength(6);
  });
});

describe("reads over HTTP", () => {
  const READS: [path: string, method: string][] = [
    ["/streams/s1/messages", "readEntries"],
    ["/streams/s1/audit.ndjson", "readAudit"],
    ["/streams/s1/audit?limit=7", "readAudit"],
    ["/streams/s1/queue", "readReviewQueue"],
    ["/streams/s1/people/tom", "readCard"],
    ["/streams/s1/sanctions?search=nobody", "searchSanctions"],
    ["/streams?limit=7", "readStreams"],
  ];

  it.each(READS)(
    "[LOG11][MO16] GET %s that waits is left out once its asker has gone",
    async (path, method) => {
      const { url, reads, open, hold, sockets } = await startHeld();
      /** Over a connection of its own, which closes with the answer. */
      const get = async (what = path, signal?: AbortSignal): Promise<string> => {
        const asked = request(`${url}/api/v1${what}`, {
          headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
          agent: false,
          ...(signal && { signal }),
        }).end();
        const [answer] = (await once(asked, "response")) as [IncomingMessage];
        return text(answer);
      };
      hold();
      const places = method.startsWith("search") ? 1 : 2;
      const running = Array.from({ length: places }, () => get());
      await eventually("they read", () => reads.length === places);
      const abort = new AbortController();
      for (let i = 0; i < 3; i++) get(path, abort.signal).catch(() => undefined);
      await eventually("they are there", () => sockets() === places + 3);
      // Their requests have been looked at once one that came later has been answered.
      await get("/hello");
      await eventually("its connection is closed", () => sockets() === places + 3);
      abort.abort();
      await eventually("the server knows", () => sockets() === places);
      open();
      await Promise.all(running);
      await get();
      const pages = method === "readAudit" && path.includes("ndjson") ? ACTIONS / 100 : 1;
      expect(reads.filter((each) => each.startsWith(method))).toHaveLength((places + 1) * pages);
    },
  );
});
