import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type ServerOptions } from "socket.io";
import { expect, it, onTestFinished, vi } from "vitest";
import { systemClock, type Clock } from "../../../widget/src/client/clock.ts";
import type { Link, LinkFault, LinkOptions } from "../../../widget/src/client/connection/link.ts";
import { openSocketIoLink } from "../../../widget/src/client/connection/socket-io-link.ts";
import { startCuttingProxy } from "../../support/cutting-proxy.ts";
import { eventually } from "../../support/eventually.ts";
import { TcpProxy } from "../../support/tcp-proxy.ts";
import { FakeClock } from "../support/fake-clock.ts";

/** A plain Socket.IO server, and what it was asked, in order. */
async function startSocketServer(options: Partial<ServerOptions> = {}) {
  const http = createServer();
  const io = new Server(http, options);
  const heard: string[] = [];
  io.on("connection", (socket) => {
    heard.push(`connected ${JSON.stringify(socket.handshake.auth)}`);
    socket.onAny((event: string, _payload: unknown, answer?: (value: unknown) => void) => {
      heard.push(event);
      if (event === "greet") answer?.("hello");
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => void io.close());
  return { io, heard, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

interface Opened {
  readonly link: Link;
  /** What the link has told of itself. */
  readonly told: ("connect" | "down")[];
  readonly faults: (LinkFault | undefined)[];
  readonly connected: Promise<void>;
  readonly down: Promise<void>;
}

function open(serverUrl: string, more: Partial<LinkOptions> = {}): Opened {
  const told: Opened["told"] = [];
  const faults: Opened["faults"] = [];
  const connected = Promise.withResolvers<void>();
  const down = Promise.withResolvers<void>();
  const link = openSocketIoLink(
    { serverUrl, auth: {}, transports: ["websocket", "polling"], clock: systemClock, ...more },
    {
      onConnect: () => connected.resolve(void told.push("connect")),
      onDown: (fault) => {
        faults.push(fault);
        down.resolve(void told.push("down"));
      },
      events: {},
    },
  );
  onTestFinished(() => link.close());
  return { link, told, faults, connected: connected.promise, down: down.promise };
}

it.each(["websocket", "polling"] as const)(
  "a link asks and is answered by %s",
  async (transport) => {
    const { url, heard } = await startSocketServer();
    const { link, connected } = open(url, { transports: [transport], auth: { token: "t" } });
    await connected;
    expect(link.transport).toBe(transport);
    expect(await link.ask("greet", {})).toBe("hello");
    expect(heard).toEqual(['connected {"token":"t"}', "greet"]);
  },
);

it("a link finds a server whose address has a path", async () => {
  const { url } = await startSocketServer({ path: "/talk/here/socket.io" });
  const { connected } = open(`${url}/talk/here`);
  await connected;
});

it("[CN4] sends CONNECT once on every connection, however often links are opened and closed", async () => {
  const { io, url } = await startSocketServer();
  const connects: number[] = [];
  io.engine.on("connection", (raw: NodeJS.EventEmitter) => {
    const index = connects.push(0) - 1;
    raw.on("packet", ({ data }: { data?: string }) => {
      if (data?.startsWith("0")) connects[index]! += 1;
    });
  });
  for (let i = 0; i < 20; i++) {
    const { link, connected } = open(url);
    // Some are given up while they are being made.
    if (i % 3 === 0) link.close();
    else await connected;
    link.close();
  }
  const last = open(url);
  await last.connected;
  await last.link.ask("greet", {});
  expect(connects.length).toBeGreaterThanOrEqual(14);
  expect(Math.max(...connects)).toBe(1);
});

it("a link drops events that are sent while it is not connected, or after its heartbeat has failed", async () => {
  const { url, heard } = await startSocketServer();
  const { link, connected, down } = open(url);
  link.emit("too early", {});
  expect(await link.ask("too early", {})).toBeUndefined();
  await connected;
  const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_600_000);
  onTestFinished(() => now.mockRestore());
  link.emit("after a sleep", {});
  expect(await link.ask("after a sleep", {})).toBeUndefined();
  await down;
  expect(link.isConnected).toBe(false);
  now.mockRestore();

  const next = open(url);
  await next.connected;
  await next.link.ask("greet", {});
  expect(heard).toEqual(["connected {}", "connected {}", "greet"]);
});

it("a link that was let in lasts, however long ago it was opened", async () => {
  const { url } = await startSocketServer();
  const clock = new FakeClock();
  const { link, connected, told } = open(url, { clock });
  await connected;
  clock.pass(60_000);
  expect(await link.ask("greet", {})).toBe("hello");
  expect(told).toEqual(["connect"]);
  expect(clock.waiting).toBe(0);
});

it("a link is down where a server ends each session before it begins", async () => {
  // The packet by which Engine.IO closes.
  const http = createServer((_request, response) => void response.end("1"));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => void http.close());
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const { down, told } = open(url, { transports: ["polling"] });
  await down;
  expect(told).toEqual(["down"]);
});

it("a link is down, and its questions have no answer, when its network is cut or its server hangs up", async () => {
  const { url, io } = await startSocketServer();
  const proxy = await TcpProxy.start(url);
  const cut = open(proxy.url);
  await cut.connected;
  const unanswered = cut.link.ask("never answered", {});
  proxy.cutAll();
  await cut.down;
  expect(await unanswered).toBeUndefined();

  const ended = open(url);
  await ended.connected;
  io.disconnectSockets();
  await ended.down;
  expect(ended.told).toEqual(["connect", "down"]);
});

it("a link notices a server that has fallen silent by its heartbeat, and so does the device's clock", async () => {
  const { url } = await startSocketServer({ pingInterval: 50, pingTimeout: 2_000 });
  const proxy = await TcpProxy.start(url);
  const clock = new FakeClock();
  const { link, connected, down } = open(proxy.url, { clock });
  await connected;
  expect(link.isOverdue(clock.nowMs() + 2_050)).toBe(false);
  expect(link.isOverdue(clock.nowMs() + 2_051)).toBe(true);
  await eventually("an answer to the first ping", () => link.isProven);
  proxy.swallowAnswers(true);
  await down;
  expect(link.isConnected).toBe(false);
  expect(link.isOverdue(Infinity)).toBe(false);
});

it("a link says that its polls reach servers that do not know each other's sessions", async () => {
  const [one, other] = [await startSocketServer(), await startSocketServer()];
  const urls = [one.url, other.url];
  // As a balancer does that sends requests round: the handshake to one server, what follows to the next.
  const balancer = createServer((request, response) => {
    urls.push(urls.shift()!);
    const answered = (from: IncomingMessage): void => {
      response.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(response);
    };
    const { method, headers } = request;
    request.pipe(forward(urls[0] + request.url!, { method, headers }, answered));
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void balancer.close());
  await once(balancer, "listening");
  const url = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;
  const { faults, down } = open(url, { transports: ["polling"] });
  await down;
  expect(faults).toEqual(["unknown-session"]);
});

it("[CN9] a link that a server refuses for a while says for how long", async () => {
  const { io, url } = await startSocketServer();
  const data = { code: "server-busy", message: "", retryable: true, retryAfterMs: 12_000 };
  io.use((_socket, next) => next(Object.assign(new Error(data.code), { data })));
  const { faults, down } = open(url);
  await down;
  expect(faults).toEqual([data]);
});

it("a link that a server refuses is down at once, and tries no other transport", async () => {
  const { io, url } = await startSocketServer();
  let attempts = 0;
  io.use((_socket, next) => {
    attempts += 1;
    next(new Error("full"));
  });
  const { told, down } = open(url);
  await down;
  expect(told).toEqual(["down"]);
  expect(attempts).toBe(1);
});

it("a link does not wait for ever for a server that opens connections and then says nothing", async () => {
  const { io, url } = await startSocketServer();
  let knocked: () => void = () => undefined;
  io.use(() => knocked());
  const clock = new FakeClock();
  const knock = () => new Promise<void>((resolve) => (knocked = resolve));
  let next = knock();
  const { told, down } = open(url, { clock });
  await next;
  next = knock();
  clock.pass(6_000);
  await next;
  expect(told).toEqual([]);
  clock.pass(6_000);
  await down;
});

it("a link tries polling where a WebSocket's request is never answered", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { url } = await startSocketServer();
  const proxy = await startCuttingProxy(url, "unanswered");
  const { link, connected } = open(proxy.url);
  vi.advanceTimersByTime(6_000);
  vi.useRealTimers();
  await connected;
  expect(link.transport).toBe("polling");
  expect(await link.ask("greet", {})).toBe("hello");
});

it.each(["<!doctype html><title>Sign in to the Wi-Fi</title>", "", "ok"])(
  "a link is not made with what is no chat server: %j",
  async (body) => {
    const http = createServer((_request, response) => void response.end(body)).listen(
      0,
      "127.0.0.1",
    );
    onTestFinished(() => void http.close());
    await once(http, "listening");
    const clock: Clock = new FakeClock();
    const { told, down } = open(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
      clock,
    });
    await down;
    expect(told).toEqual(["down"]);
  },
);
