import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { createConnection, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import express from "express";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createChatServer,
  OptionsError,
  type AttachOptions,
  type ChatServer,
  type ChatServerOptions,
} from "../../server/src/index.ts";
import { connect } from "../support/connect.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { join, next, send } from "../support/stock-client.ts";

const QUIET = { databaseUrl: "memory:", logLevel: "silent", guests: true } as const;

async function attach(
  attachTo: Server,
  options: ChatServerOptions & AttachOptions = {},
): Promise<ChatServer> {
  const chat = await createChatServer({ ...QUIET, attachTo, ...options });
  onTestFinished(() => chat.close());
  return chat;
}

async function listen(server: Server, host = "127.0.0.1"): Promise<string> {
  server.listen(0, host);
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An app with pages of its own, some of them where a chat server of its own port has others. */
function shop(): express.Express {
  const app = express();
  app.get(["/", "/healthz", "/sign-in", "/api/v1/orders"], (request, response) => {
    response.send(`shop ${request.path}`);
  });
  return app;
}

/** Asks for an upgrade, and says what came of it. */
function upgrade(url: string, protocol: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { connection: "upgrade", upgrade: protocol } });
    asked.once("upgrade", (response, socket) => {
      socket.destroy();
      resolve(`upgraded to ${response.headers.upgrade}`);
    });
    asked.once("response", (response) => {
      response.setEncoding("utf8").once("data", resolve);
    });
    asked.once("error", reject);
    asked.end();
  });
}

describe("A chat on another app's server", () => {
  it.each(["websocket", "polling"] as const)(
    "talks over %s through an Express app's port, attached before it listens",
    async (transport) => {
      const server = createServer(shop());
      const chat = await attach(server);
      expect(chat.url).toBe("");
      const url = await listen(server);
      expect(chat.url).toBe(url.replace("127.0.0.1", "localhost"));

      const [mina, tom] = [1, 2].map(() => connect(url, { transports: [transport] }));
      await join(mina!, "s1", "Mina");
      await join(tom!, "s1", "Tom");
      const heard = next(tom!, "new-message");
      await send(mina!, "s1", "hello");
      expect(await heard).toMatchObject({ nickname: "Mina", message: "hello" });
    },
  );

  it("takes its own paths, and leaves all others to the app", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    await attach(server);
    const text = async (path: string) => (await fetch(url + path)).text();
    for (const path of ["/", "/healthz", "/sign-in", "/api/v1/orders"])
      expect(await text(path)).toBe(`shop ${path}`);
    expect((await fetch(`${url}/nowhere`)).headers.get("x-powered-by")).toBe("Express");
    expect(JSON.parse(await text("/api/v1/hello"))).toMatchObject({ name: "live-chat" });
    expect(JSON.parse(await text("/api/v1/readyz"))).toEqual({ ok: true });
    expect(JSON.parse(await text("/api/v1/sign-in"))).toEqual({
      ok: true,
      providers: [],
      devices: false,
      sites: [],
    });
    expect(await text("/embed/s1")).toContain("<live-chat");
    expect((await fetch(`${url}/packages/live-chat-element.tgz`)).status).toBe(200);
    expect(await text("/packages/others.tgz")).toContain("/packages/others.tgz");
  });

  it("serves all of the widget's files and the whole HTTP interface", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    await attach(server);
    const read = async (path: string) => (await (await fetch(url + path)).json()) as never;
    const { release, integrity }: { release: string; integrity: object } =
      await read("/api/v1/release");
    for (const file of Object.keys(integrity))
      for (const path of [`/${file}`, `/v/${release}/${file}`])
        expect((await fetch(url + path)).status, path).toBe(200);
    const { paths }: { paths: Record<string, object> } = await read("/api/v1/openapi.json");
    expect(Object.keys(paths).length).toBeGreaterThan(0);
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods)) {
        const address = `${url}/api/v1${path.replaceAll(/\{\w+\}/g, "x")}`;
        const { headers } = await fetch(address, { method });
        // The app's own framework says so in every answer, the chat's does not.
        expect(headers.has("x-powered-by"), `${method} ${path}`).toBe(false);
      }
  });

  it("has a sign-in page where people sign in by it", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    const chat = await attach(server, {
      guests: false,
      supabaseUrl: "http://127.0.0.1:9",
      supabaseKey: "sb_publishable_made_up",
    });
    expect(await (await fetch(`${url}/sign-in`)).text()).not.toContain("shop");
    const { url: link } = await chat.makeOwnerLink();
    expect(link).toMatch(`${chat.url}/sign-in/#`);
  });

  it("says where it is, where the app listens to one address", async () => {
    const server = createServer(shop());
    const url = await listen(server, "127.0.0.2");
    const chat = await attach(server);
    expect(chat.url).toBe(url.replace("127.0.0.1", "127.0.0.2"));
    expect((await fetch(`${chat.url}/api/v1/hello`)).status).toBe(200);
  });

  it("[OL1] makes no links where they would lead to the app's sign-in page, and says why", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    const chat = await attach(server, { adminToken: ADMIN_TOKEN });
    const why = /on this server that path belongs to the app/;
    await expect(chat.makeOwnerLink()).rejects.toThrow(why);
    expect(await chat.makeFirstOwnerLink()).toBeUndefined();
    for (const path of ["/owner-link", "/streams/s1/invitations", "/channels/shop/invitations"])
      expect((await apiOf(url).post(path)).body, path).toMatchObject({
        ok: false,
        error: { code: "not-found", message: expect.stringMatching(why) as string },
      });
  });

  it("leaves other upgrades to the app's listeners, also to those added later", async () => {
    const server = createServer(shop());
    const seen: string[] = [];
    const accept = (request: IncomingMessage, socket: Duplex) => {
      seen.push(request.url ?? "");
      socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: hmr\r\nConnection: Upgrade\r\n\r\n");
    };
    const url = await listen(server);
    await attach(server);
    // Nobody takes upgrades yet: without a chat, Node would answer this like any request.
    expect(await upgrade(`${url}/healthz`, "h2c")).toBe("shop /healthz");
    server.on("upgrade", accept);
    expect(await upgrade(`${url}/_next/webpack-hmr`, "websocket")).toBe("upgraded to hmr");
    const mina = connect(url, { transports: ["websocket"] });
    await join(mina, "s1", "Mina");
    expect(seen).toEqual(["/_next/webpack-hmr"]);
  });

  // An error that nobody listens to would end the app's process; here it fails the run.
  it("lets somebody go who asked the app for an upgrade and broke off before its answer", async () => {
    const app = express();
    const asked = new Promise<express.Response>((resolve) =>
      app.get("/slow", (_request, response) => resolve(response)),
    );
    const server = createServer(app);
    const { port, host } = new URL(await listen(server));
    await attach(server);
    const caller = createConnection(Number(port), "127.0.0.1");
    caller.write(
      `GET /slow HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`,
    );
    const response = await asked;
    const gone = new Promise((resolve) => response.req.socket.once("close", resolve));
    caller.resetAndDestroy();
    await once(caller, "close");
    response.send("x".repeat(9_999_999));
    await gone;
  });

  it("keeps no connection that asked the app for an upgrade and sent more than was read", async () => {
    const server = createServer(shop());
    const { port, host } = new URL(await listen(server));
    await attach(server);
    const caller = createConnection(Number(port), "127.0.0.1");
    const closed = once(server, "connection").then(([socket]) => once(socket as Duplex, "close"));
    caller.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`);
    await once(caller, "data");
    caller.end("x".repeat(99_999));
    await closed;
  });

  it("answers once where the app listens later, and leaves no listener behind", async () => {
    const server = createServer();
    const listeners = () =>
      ["request", "upgrade", "connection", "close", "error"].map((name) => server.listeners(name));
    const before = listeners();
    const chat = await createChatServer({ ...QUIET, attachTo: server });
    const app = shop();
    server.on("request", app);
    const url = await listen(server);
    expect((await fetch(`${url}/api/v1/hello`)).status).toBe(200);
    server.off("request", app);
    await chat.close();
    expect(listeners()).toEqual(before);
    expect(Object.hasOwn(server, "emit")).toBe(false);
  });

  it("[CN7] closes without the server: viewers receive come-back, and the app keeps running", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    const chat = await attach(server);
    const mina = connect(url, { transports: ["websocket"], reconnection: false });
    await join(mina, "s1", "Mina");
    const told = next(mina, "come-back");
    const gone = once(mina as never, "disconnect");
    await chat.close();
    expect(await told).toHaveProperty("afterMs");
    await gone;
    expect(await (await fetch(`${url}/healthz`)).text()).toBe("shop /healthz");
    expect((await fetch(`${url}/api/v1/hello`)).status).toBe(404);
    expect(await upgrade(`${url}/healthz`, "websocket")).toBe("shop /healthz");
    expect(chat.url, "still says where it was").toContain(new URL(url).port);
  });

  it("can be attached again, to the same server", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    for (const stream of ["s1", "s2"]) {
      const chat = await attach(server);
      const mina = connect(url, { transports: ["websocket"] });
      await join(mina, stream, "Mina");
      await chat.close();
      mina.disconnect();
    }
    expect((await fetch(`${url}/api/v1/hello`)).status).toBe(404);
  });

  it("passes on what somebody has wrapped around it when it goes", async () => {
    const server = createServer(shop());
    const url = await listen(server);
    const chat = await attach(server);
    const { emit } = server;
    const traced: string[] = [];
    server.emit = function (this: Server, event: string, ...args: unknown[]) {
      traced.push(event);
      return (emit as (...all: unknown[]) => boolean).call(this, event, ...args);
    } as Server["emit"];
    await chat.close();
    expect(await (await fetch(`${url}/healthz`)).text()).toBe("shop /healthz");
    expect((await fetch(`${url}/api/v1/hello`)).status).toBe(404);
    expect(traced).toContain("request");
  });

  it("in demo mode serves this machine alone, however the app's server listens", async () => {
    const server = createServer(shop());
    const url = await listen(server, "0.0.0.0");
    await attach(server, { guests: false });
    expect((await fetch(`${url}/api/v1/hello`)).status).toBe(200);
    const proxied = await fetch(`${url}/api/v1/hello`, {
      headers: { "x-forwarded-for": "1.2.3.4" },
    });
    expect(proxied.status).toBe(403);
    expect(
      (await fetch(`${url}/healthz`, { headers: { "x-forwarded-for": "1.2.3.4" } })).status,
    ).toBe(200);
  });

  it("[AD4] shows its metrics to the admin token alone, because the app may be behind a proxy", async () => {
    const adminToken = "x".repeat(32);
    for (const [options, status] of [
      [{}, 404],
      [{ adminToken }, 401],
    ] as const) {
      const server = createServer(shop());
      const url = await listen(server);
      await attach(server, options);
      expect((await fetch(`${url}/api/v1/metrics`)).status).toBe(status);
    }
  });

  it("refuses to be attached to something that is no HTTP server, or with a port of its own", async () => {
    const attachTo = shop() as unknown as Server;
    await expect(createChatServer({ ...QUIET, attachTo })).rejects.toThrow(
      /createServer\(app\), or what an Express app's listen\(\) returns/,
    );
    const both = createChatServer({ ...QUIET, attachTo: createServer(), port: 3001 });
    await expect(both).rejects.toThrow(OptionsError);
    await expect(both).rejects.toThrow(/port and host .* Leave them out/);
  });

  it("reports that fault together with those of the other options", async () => {
    const slips = { guest: true, colour: "blue" };
    const wrong = { ...QUIET, ...slips, attachTo: createServer(), port: 3001, historyLimit: -1 };
    const refused = createChatServer(wrong);
    await expect(refused).rejects.toThrow("4 settings need attention");
    await expect(refused).rejects.toThrow(/port and host[^]*historyLimit cannot be -1/);
    await expect(refused).rejects.toThrow("guest is no option. Did you mean guests?");
    await expect(refused).rejects.toThrow("colour is no option. Leave it out.");
  });
});
