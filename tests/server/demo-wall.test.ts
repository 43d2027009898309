import { connect } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startChatServer } from "../../server/src/create-chat-server.ts";
import { toOptions } from "../../server/src/options.ts";
import { startPlainNginx } from "../support/proxies.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { startServerProcess } from "../support/server-process.ts";
import { SECRET } from "../support/sign-in-api.ts";

/* A demo that is exposed through an undeclared proxy stays closed. */

async function startDemo() {
  const server = await startChatServer(
    toOptions({ port: 0, databaseUrl: "memory:", logLevel: "silent", rateLimit: "off" }),
  );
  onTestFinished(() => server.close());
  return server;
}

/** Sends bytes as they are, and gives the status of the answer. */
function statusOf(url: string, head: string): Promise<number> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(port) });
    socket.once("error", reject).once("data", (data: Buffer) => {
      socket.destroy();
      resolve(Number(data.toString("latin1").split(" ")[1]));
    });
    socket.write(`${head.replaceAll("PORT", port).replaceAll("\n", "\r\n")}\r\n\r\n`);
  });
}

it("nobody gets anything through nginx's plain proxy_pass", async () => {
  const { url } = await startDemo();
  const proxy = await startPlainNginx(Number(new URL(url).port));
  for (const path of [
    "/",
    "/healthz",
    "/live-chat.js",
    "/api/v1/hello",
    "/api/v1/sign-in",
    "/socket.io/?EIO=4&transport=polling",
  ]) {
    const response = await fetch(proxy + path);
    expect(response.status, path).toBe(403);
  }
  const begun = await fetch(`${proxy}/api/v1/sign-in/requests`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ secret: SECRET }),
  });
  expect(begun.status).toBe(403);
  expect((await fetch(`${url}/`)).status).toBe(200);
});

describe("a demo answers nobody who shows", () => {
  const host = "Host: localhost:PORT";
  const browser = "User-Agent: Mozilla/5.0\nSec-Fetch-Mode: navigate";
  it.each<[string, string]>([
    ["a protocol that no browser speaks", `GET / HTTP/1.0\n${host}`],
    [
      "a browser that keeps no connection",
      `GET / HTTP/1.1\n${host}\n${browser}\nConnection: close`,
    ],
    [
      "a page of another address than the one asked",
      `GET /live-chat.js HTTP/1.1\n${host}\nSec-Fetch-Site: same-origin\nReferer: https://chat.example/`,
    ],
    [
      "an origin of another address than the one asked",
      `GET /live-chat.js HTTP/1.1\n${host}\nSec-Fetch-Site: same-origin\nOrigin: https://chat.example`,
    ],
    ...[
      "X-Forwarded-Server: x",
      "X-Original-Host: x",
      "X-Client-IP: 203.0.113.7",
      "True-Client-IP: 203.0.113.7",
      "CF-Ray: x",
      "Cdn-Loop: cloudflare",
      "Fly-Client-IP: 203.0.113.7",
      "Tailscale-User-Login: x",
      "X-Envoy-External-Address: 203.0.113.7",
      "X-Amzn-Trace-Id: x",
      "X-Tunnel-Id: x",
      "Via: 1.1 x",
    ].map((header) => [header, `GET / HTTP/1.1\n${host}\n${header}`] as [string, string]),
    ["a tunnel's name", "GET / HTTP/1.1\nHost: abcd.ngrok-free.app"],
  ])("%s", async (_what, head) => {
    const { url } = await startDemo();
    expect(await statusOf(url, head)).toBe(403);
  });

  it.each([
    ["a browser", `GET / HTTP/1.1\n${host}\n${browser}\nConnection: keep-alive`],
    ["a program that keeps no connection", `GET / HTTP/1.1\n${host}\nConnection: close`],
    [
      "a page of its own",
      `GET /live-chat.js HTTP/1.1\n${host}\nSec-Fetch-Site: same-origin\nReferer: http://localhost:PORT/`,
    ],
    [
      "a page of another port",
      `GET /live-chat.js HTTP/1.1\n${host}\nSec-Fetch-Site: same-site\nReferer: http://localhost:5173/`,
    ],
  ])("but answers %s", async (_what, head) => {
    const { url } = await startDemo();
    expect(await statusOf(url, head)).toBe(200);
  });
});

describe("a demo of two workers", () => {
  let url = "";
  let end: () => Promise<unknown>;
  const dir = mkdtempSync(join(tmpdir(), "live-chat-"));
  beforeAll(async () => {
    const env = { CHAT_WORKERS: "2", CHAT_DATABASE_URL: "memory:", TMPDIR: dir };
    const server = await startServerProcess(env, dir);
    ({ url } = server);
    end = () => server.end("SIGKILL");
  });
  afterAll(async () => {
    await end();
    removeFolder(dir);
  });

  // Connections go to the workers in turn: so each is asked by either of them.
  const TRIES = 6;

  it("gives nobody anything through nginx's plain proxy_pass, whichever worker hands a request on", async () => {
    const proxy = await startPlainNginx(Number(new URL(url).port));
    const handshake = "/socket.io/?EIO=4&transport=polling";
    const paths = ["/", "/api/v1/demo/crowd/s1", "/metrics/1", "/metrics/2", handshake];
    for (const path of paths) {
      const statuses = new Set<number>();
      for (let i = 0; i < TRIES; i++) {
        const answer = await fetch(proxy + path, { headers: { connection: "close" } });
        statuses.add(answer.status);
      }
      expect([...statuses], path).toEqual([403]);
    }
  });

  it.each<[string, string]>([
    ["a protocol that no browser speaks", "HTTP/1.0\nHost: localhost:PORT"],
    [
      "a browser that keeps no connection",
      "HTTP/1.1\nHost: localhost:PORT\nUser-Agent: Mozilla/5.0\nConnection: close",
    ],
  ])("hands on what shows that it was rewritten: %s", async (_, rest) => {
    const statuses = new Set<number>();
    for (let i = 0; i < TRIES; i++)
      statuses.add(await statusOf(url, `GET /api/v1/demo/crowd/s1 ${rest}`));
    expect([...statuses]).toEqual([403]);
  });

  it("serves a browser of this machine, whichever worker it comes to", async () => {
    const kept = "Host: localhost:PORT\nUser-Agent: Mozilla/5.0\nSec-Fetch-Mode: cors";
    for (let i = 0; i < TRIES; i++)
      expect(await statusOf(url, `GET /api/v1/demo/crowd/s1 HTTP/1.1\n${kept}`)).toBe(200);
  });
});
