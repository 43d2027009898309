import { createServer, request } from "node:http";
import { describe, expect, it } from "vitest";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { hardenHttpServer } from "../../server/src/transport/http-server.ts";
import { freePort } from "../support/free-port.ts";
import { startServer } from "../support/start-server.ts";

interface Answer {
  status: number;
  body: string;
  headers: NodeJS.Dict<string | string[]>;
}

/** A request with whatever headers, `Host` and `Origin` included, which fetch does not allow. */
function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => (body += text));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    })
      .on("error", reject)
      .end();
  });
}

const POLLING = "/socket.io/?EIO=4&transport=polling";

describe("HTTP", () => {
  it("says that it is up, and that its store answers", async () => {
    const { url } = await startServer();
    expect(await get(`${url}/healthz`)).toMatchObject({ status: 200, body: '{"ok":true}' });
    expect(await get(`${url}/readyz`)).toMatchObject({ status: 200, body: '{"ok":true}' });
  });

  it("[CN5] tells a page on another origin whether it may connect", async () => {
    const { url } = await startServer({ guests: true, origins: ["https://shop.example"] });
    const ask = async (origin: string) => {
      const { body, headers } = await get(`${url}/api/v1/hello`, { origin });
      expect(headers["access-control-allow-origin"]).toBe("*");
      return (JSON.parse(body) as { name: string; origin: unknown }).origin;
    };
    expect(await ask("https://shop.example")).toEqual({
      value: "https://shop.example",
      allowed: true,
    });
    expect(await ask("https://evil.example")).toEqual({
      value: "https://evil.example",
      allowed: false,
    });
  });

  it.each([
    ["/api/v1/demo/crowd/%ff", 400],
    ["/embed/%ff", 400],
    ["/api/v1/streams/%ff/messages", 400],
  ])(
    "[ER3] answers an address that cannot be read (%s) without a word of its code",
    async (path, status) => {
      const { url } = await startServer({ adminToken: "a".repeat(32) });
      const answer = await get(`${url}${path}`, { authorization: `Bearer ${"a".repeat(32)}` });
      expect(answer.status).toBe(status);
      expect(answer.body).not.toMatch(/<|URIError|\.[jt]s/);
    },
  );

  it("listens on its own port, also where people reach it by another address", async () => {
    const port = await freePort();
    const publicUrl = "https://chat.example";
    const { url } = await startServer({ ...GUESTS, port, publicUrl });
    expect(url).toBe(publicUrl);
    expect(await get(`http://127.0.0.1:${port}/healthz`)).toMatchObject({ status: 200 });
  });

  it("[CN18] waits for no caller who sends or reads slowly, or not at all", () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } =
      hardenHttpServer(createServer());
    expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout }).toEqual({
      headersTimeout: 5_000,
      requestTimeout: 8_000,
      keepAliveTimeout: 5_000,
      timeout: 30_000,
    });
  });

  it("does not tell what it runs on, and answers what it does not have with 404", async () => {
    const { url } = await startServer();
    const { status, headers } = await get(`${url}/nothing/../../package.json`);
    expect(status).toBe(404);
    expect(headers["x-powered-by"]).toBeUndefined();
  });
});

const GUESTS: ChatServerOptions = { guests: true, host: "127.0.0.1" };

describe("origins", () => {
  it.each<[string, ChatServerOptions, number]>([
    ["https://shop.example", { ...GUESTS, origins: ["https://shop.example"] }, 200],
    ["https://evil.example", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["https://shop.example.evil.example", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["https://evilshop.example", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["http://shop.example", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["https://shop.example:8443", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["null", { ...GUESTS, origins: ["https://shop.example"] }, 403],
    ["null", { ...GUESTS, origins: "*" }, 200],
    ["https://any.example", { ...GUESTS, origins: "*" }, 200],
    ["http://localhost:5173", GUESTS, 403],
    ["http://localhost:5173", {}, 200],
    ["http://127.0.0.1:1", {}, 200],
    ["https://shop.example", {}, 403],
    ["http://localhost.evil.example", {}, 403],
    ["file://", {}, 403],
  ])("[CN5] answers a page on %s (case %#) with %3$s", async (origin, options, status) => {
    const { url } = await startServer(options);
    expect((await get(`${url}${POLLING}`, { origin })).status).toBe(status);
  });

  it("[CN5] accept requests without an origin, and from the server's own pages", async () => {
    const { url } = await startServer(GUESTS);
    expect((await get(`${url}${POLLING}`)).status).toBe(200);
    expect((await get(`${url}${POLLING}`, { origin: url })).status).toBe(200);
  });

  it("[CN5] has no sessions for scripts that a page takes from elsewhere, which name no origin", async () => {
    const { url } = await startServer(GUESTS);
    for (const more of ["&j=0", "&j", "&%6A=1"])
      expect((await get(`${url}${POLLING}${more}`)).status).toBe(403);
  });

  it("[CN5] checks WebSocket handshakes as well", async () => {
    const { url } = await startServer(GUESTS);
    const upgrade = {
      connection: "upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
      origin: "https://evil.example",
    };
    const { status } = await get(`${url}/socket.io/?EIO=4&transport=websocket`, upgrade);
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe("demo mode", () => {
  it.each<[string, Record<string, string>]>([
    ["a foreign host", { host: "chat.example" }],
    ["a rebound name", { host: "evil.example:3001" }],
    ["a tunnel", { "x-forwarded-for": "203.0.113.7" }],
    ["a proxy", { forwarded: "for=203.0.113.7" }],
  ])("serves nobody through %s, and says what to do", async (_what, headers) => {
    const { url } = await startServer();
    const page = await get(`${url}/healthz`, headers);
    expect(page.status).toBe(403);
    expect(page.body).toContain("SUPABASE_URL");
    expect((await get(`${url}${POLLING}`, headers)).status).toBe(403);
  });

  it("ends with sign-in or guests", async () => {
    const { url } = await startServer(GUESTS);
    expect((await get(`${url}/healthz`, { host: "chat.example" })).status).toBe(200);
  });
});
