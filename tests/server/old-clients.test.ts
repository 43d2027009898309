import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ChatIoServer } from "../../server/src/transport/chat-io-server.ts";
import type { Logger } from "../../server/src/transport/logger.ts";
import { refuseOldClients } from "../../server/src/transport/refuse-old-clients.ts";
import { eventually } from "../support/eventually.ts";
import { startServerProcess } from "../support/server-process.ts";
import { startServer } from "../support/start-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const require = createRequire(import.meta.url);
interface OldSocket {
  on(event: string, listener: (value: unknown) => void): void;
  emit(event: string, ...args: unknown[]): void;
  disconnect(): void;
}
type OldClient = (url: string, options: object) => OldSocket;

const REASON = /socket\.io-client 3\.0 or later, python-socketio 5 or later/;

describe.each(["polling", "websocket"])("by %s", (transport) => {
  it("[CN10] a client of Socket.IO 2 hears in its error event why it is not served", async () => {
    const { url } = await startServer({ guests: true });
    const client = (require("socket.io-client-2") as OldClient)(url, {
      transports: [transport],
      reconnection: false,
      forceNew: true,
    });
    onTestFinished(() => client.disconnect());
    const told = await new Promise((resolve) => client.on("error", resolve));
    expect(told).toMatch(REASON);
  });

  it("[JR2] a client of Socket.IO 3.0, the oldest that works, is served", async () => {
    const { url } = await startServer({ guests: true });
    const client = (require("socket.io-client-3") as { io: OldClient }).io(url, {
      transports: [transport],
      forceNew: true,
    });
    onTestFinished(() => client.disconnect());
    const history = new Promise((resolve) => client.on("message-history", resolve));
    client.emit("join-room", { streamId: "s1", user: { nickname: "민지" } });
    expect(await history).toEqual([]);
    const message = new Promise((resolve) => client.on("new-message", resolve));
    client.emit("send-message", { streamId: "s1", message: "hello" });
    expect(await message).toMatchObject({ message: "hello" });
  });
});

it.each(["", "&EIO=5", "&EIO=2", "&EIO=x"])(
  "[CN10] a client that names another version of Engine.IO (%s) or none receives the supported one",
  async (version) => {
    const { url } = await startServer({ guests: true });
    const answer = await fetch(`${url}/socket.io/?transport=polling${version}`, {
      headers: { origin: "https://old.example" },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("access-control-allow-origin")).toBe("https://old.example");
    expect(await answer.json()).toEqual({
      code: 5,
      message: expect.stringMatching(REASON) as string,
    });
  },
);

it("[CN10] the log mentions old clients once a minute, however many come", async () => {
  const server = await startServerProcess(
    { CHAT_LOG_LEVEL: "warn", CHAT_DATABASE_URL: "memory:" },
    temporaryFolder(),
  );
  onTestFinished(async () => void (await server.end("SIGKILL")));
  let said = "";
  server.child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  for (let i = 0; i < 5; i++) await fetch(`${server.url}/socket.io/?transport=polling&EIO=3`);
  await eventually("the log has a line", () => said.includes("old Socket.IO"));
  expect(said.match(/old Socket\.IO/g)).toHaveLength(1);
  expect(said).toMatch(REASON);
});

it("[CN10] the log mentions them again a minute later, and how many were refused since", () => {
  let nowMs = 0;
  const said: object[] = [];
  const log = { warn: (what: object) => void said.push(what) } as unknown as Logger;
  const http = new EventEmitter() as Server;
  const served: unknown[] = [];
  http.on("request", ({ method }) => void served.push(method));
  refuseOldClients({} as ChatIoServer, http, log, () => nowMs);
  const refuse = () => {
    const response = { writeHead: () => undefined, end: () => undefined };
    http.emit("request", { url: "/socket.io/?transport=polling&EIO=3", headers: {} }, response);
  };
  for (nowMs of [0, 1, 59_999, 60_000, 60_001, 120_000]) refuse();
  expect(said).toEqual([{ refused: 1 }, { refused: 3 }, { refused: 2 }]);
  // A browser asks first whether it may ask: that is answered as for any client.
  const url = "/socket.io/?transport=polling&EIO=3";
  http.emit("request", { method: "OPTIONS", url, headers: {} }, {});
  expect(served).toEqual(["OPTIONS"]);
});
