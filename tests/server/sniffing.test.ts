import { connect } from "node:net";
import { expect, it } from "vitest";
import { startServer } from "../support/start-server.ts";

const ADMIN = "a".repeat(32);

/** What a server answers to bytes as they are, up to the end of its headers. */
function say(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    let heard = "";
    socket.setEncoding("latin1").on("data", (more: string) => {
      heard += more;
      if (heard.includes("\r\n\r\n")) socket.destroy();
    });
    socket.once("error", reject).once("close", () => resolve(heard));
    socket.write(text);
  });
}

const UPGRADE =
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;

it.each([
  ["a page", get("/embed/s1"), 200],
  ["the overlay", get("/overlay/s1"), 200],
  ["a script", get("/live-chat.js"), 200],
  ["a compressed script", get("/live-chat.js", "Accept-Encoding: br\r\n"), 200],
  ["a pinned script", get("/v/0/live-chat.js"), 200],
  ["styles", get("/embed/styles.css"), 200],
  ["data", get("/emoji/ko.json"), 200],
  ["what is not there", get("/nothing"), 404],
  ["a redirect of ours", get("/embed/"), 302],
  ["a redirect of a folder", get("/sign-in"), 301],
  ["an address that cannot be read", get("/embed/%ff"), 400],
  ["health", get("/healthz"), 200],
  ["hello", get("/api/v1/hello"), 200],
  ["a list", get("/api/v1/streams", `Authorization: Bearer ${ADMIN}\r\n`), 200],
  ["lines", get("/api/v1/streams/s1/messages", `Authorization: Bearer ${ADMIN}\r\n`), 200],
  ["a refusal", get("/api/v1/streams"), 401],
  ["nothing in the interface", get("/api/v1/nothing"), 404],
  ["metrics", get("/metrics", `Authorization: Bearer ${ADMIN}\r\n`), 200],
  ["an oEmbed that is none", get("/oembed?url=x"), 404],
  ["OPTIONS", "OPTIONS /api/v1/streams HTTP/1.1\r\nHost: localhost\r\n\r\n", 204],
  ["OPTIONS of Socket.IO", "OPTIONS /socket.io/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 204],
  ["a session", get("/socket.io/?EIO=4&transport=polling"), 200],
  ["a session that is none", get("/socket.io/?EIO=4&transport=polling&sid=x"), 400],
  ["an old session", get("/socket.io/?EIO=3&transport=polling"), 200],
  ["no version", get("/socket.io/?transport=polling"), 400],
  [
    "a foreign page's session",
    get("/socket.io/?EIO=4&transport=polling", "Origin: https://evil.example\r\n"),
    403,
  ],
  ["a WebSocket", get("/socket.io/?EIO=4&transport=websocket", UPGRADE), 101],
  ["an old WebSocket", get("/socket.io/?EIO=3&transport=websocket", UPGRADE), 101],
  [
    "a WebSocket that is refused",
    get("/socket.io/?EIO=4&transport=websocket", `${UPGRADE}Origin: https://evil.example\r\n`),
    400,
  ],
  [
    "a WebSocket of the wrong form",
    get("/socket.io/?EIO=4&transport=websocket", UPGRADE.replace("13", "1")),
    400,
  ],
  ["an expectation", get("/healthz", "Expect: the-best\r\n"), 200],
  ["a request without a host", "GET / HTTP/1.1\r\n\r\n", 400],
  ["what is no HTTP", "hello\r\n\r\n", 400],
  ["headers that are too long", get("/", `X: ${"x".repeat(20_000)}\r\n`), 431],
])("[CN12] %s is not to be sniffed", async (_what, request, status) => {
  const { url } = await startServer({ guests: true, host: "127.0.0.1", adminToken: ADMIN });
  const answer = await say(url, request);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.match(/^x-content-type-options: nosniff\r$/gim)).toHaveLength(1);
});

it("[CN12] a demo forbids sniffing also where it refuses an answer", async () => {
  const { url } = await startServer();
  const answer = await say(url, "GET / HTTP/1.1\r\nHost: chat.example\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 403 /);
  expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
});
