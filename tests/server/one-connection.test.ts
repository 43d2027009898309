import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { createConnection, type AddressInfo, type Socket } from "node:net";
import { Server as SocketIoServer, type Socket as IoSocket } from "socket.io";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { answerInTurn } from "../../server/src/transport/answer-in-turn.ts";
import { hardenHttpServer, listen } from "../../server/src/transport/http-server.ts";
import { limitPings } from "../../server/src/transport/limit-pings.ts";
import { connect } from "../support/connect.ts";
import { eventually } from "../support/eventually.ts";
import { RawReader } from "../support/raw-reader.ts";
import { startServer } from "../support/start-server.ts";

/* What one connection can take from all the others. */

/** A first byte: a whole frame with a text, and a ping of WebSocket. */
const [TEXT, PING] = [0x81, 0x89];
const MAX_WAITING = 100;
const MAX_PACKETS = 600;

interface Caller {
  socket: Socket;
  received: () => string;
}

async function call(port: number): Promise<Caller> {
  const socket = createConnection(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  let received = "";
  socket.setEncoding("latin1").on("data", (text: string) => (received += text));
  await once(socket, "connect");
  return { socket, received: () => received };
}

/** Also where the server resets it. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once("close", resolve));
}

function get(path: string, headers = ""): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`;
}

function portOf({ url }: { url: string }): number {
  return Number(new URL(url).port);
}

/** Begins a session by polling, and gives the path of its requests. */
async function beginPolling(url: string): Promise<string> {
  const path = "/socket.io/?EIO=4&transport=polling";
  const handshake = await (await fetch(url + path)).text();
  const session = `${path}&sid=${(JSON.parse(handshake.slice(1)) as { sid: string }).sid}`;
  await fetch(url + session, { method: "POST", body: "40" });
  expect(await (await fetch(url + session)).text()).toContain("40{");
  return session;
}

function times(text: string, found: string): number {
  return text.split(found).length - 1;
}

describe("requests that come before the earlier ones are answered", () => {
  it("[CN16] are begun one after the other", async () => {
    const begun: { path: string; response: ServerResponse }[] = [];
    const http = createServer((request, response) => {
      begun.push({ path: request.url ?? "", response });
    });
    answerInTurn(http);
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    onTestFinished(() => {
      http.close();
      http.closeAllConnections();
    });
    const { socket, received } = await call((http.address() as AddressInfo).port);
    const parsed = vi.fn();
    http.on("request", parsed);
    socket.write(get("/a") + get("/b") + get("/c"));
    await eventually("all have come", () => parsed.mock.calls.length >= 2);
    expect(begun.map(({ path }) => path)).toEqual(["/a"]);
    for (const path of ["/a", "/b", "/c"]) {
      await eventually(`${path} is begun`, () => begun.at(-1)?.path === path);
      begun.at(-1)!.response.end(`answer ${path}`);
      await eventually(`${path} is answered`, () => received().includes(`answer ${path}`));
    }
  });

  it("[CN16] are all answered, in order, up to a hundred", async () => {
    const { socket, received } = await call(portOf(await startServer()));
    socket.write(get("/healthz").repeat(MAX_WAITING) + get("/nothing"));
    await eventually("the last is answered", () => received().includes("404 Not Found"));
    expect(times(received(), "200 OK")).toBe(MAX_WAITING);
  });

  it("[CN16] end a connection on which more than a hundred wait", async () => {
    const server = await startServer();
    const path = await beginPolling(server.url);
    const { socket } = await call(portOf(server));
    const closed = closeOf(socket);
    // Waits until there is something to tell.
    socket.write(get(path) + get("/healthz").repeat(MAX_WAITING + 1));
    await closed;
  });
});

describe("a connection over which nothing goes", () => {
  it("[CN18] is closed while an answer is under way, but not as a WebSocket", async () => {
    const http = hardenHttpServer(createServer((_request, response) => response.write("begun")));
    const io = new SocketIoServer(http);
    const port = await listen(http, 0, "127.0.0.1");
    onTestFinished(() => io.close());
    const accepted = once(io, "connection") as Promise<[IoSocket]>;
    connect(`http://127.0.0.1:${port}`, { transports: ["websocket"] });
    const [{ conn, request }] = await accepted;
    expect(request.socket.timeout).toBe(0);

    http.timeout = 50;
    const { socket } = await call(port);
    const closed = closeOf(socket);
    socket.write(get("/"));
    await closed;
    expect(conn.readyState).toBe("open");
  });
});

describe("a request for another protocol", () => {
  const UPGRADE = "Connection: Upgrade\r\nUpgrade: other\r\n";

  it.each(["/", "/api/v1/hello", "/socket.iox"])(
    "[CN17] [CN12] is answered at %s, and its connection closed",
    async (path) => {
      const { socket, received } = await call(portOf(await startServer()));
      const closed = closeOf(socket);
      socket.write(get(path, UPGRADE));
      await closed;
      expect(received()).toMatch(
        /^HTTP\/1\.1 404 Not Found\r\nX-Content-Type-Options: nosniff\r\n/,
      );
    },
  );

  it("[CN17] is answered also on a connection that was used before", async () => {
    const { socket, received } = await call(portOf(await startServer()));
    const closed = closeOf(socket);
    socket.write(get("/healthz"));
    await eventually("the first is answered", () => received().includes('{"ok":true}'));
    socket.write(get("/", UPGRADE));
    await closed;
    expect(received()).toContain("404 Not Found");
  });
});

describe("a flood below events", () => {
  it("[CN14] of WebSocket's own pings ends its connection", async () => {
    const reader = await RawReader.open(portOf(await startServer()));
    await expect.poll(() => reader.received.toString("latin1")).toContain('40{"sid"');
    const closed = closeOf(reader.socket);
    // More than become free again while they are read.
    for (let i = 0; i < MAX_PACKETS * 10; i++) reader.sendFrame(PING, Buffer.alloc(125));
    await closed;
  });

  it("[CN14] of few pings that a client does not read the answers of ends its connection, too", () => {
    let ping: (this: object) => void = () => undefined;
    const terminate = vi.fn();
    const opened = {
      bufferedAmount: 4_194_304,
      on: (_event: "ping", listener: () => void) => (ping = listener),
      terminate,
    };
    const ws = {
      options: { closeTimeout: 0 },
      handleUpgrade: (...args: unknown[]) => (args.at(-1) as (ws: object) => void)(opened),
    };
    limitPings(ws, { nowMs: () => 0 });
    ws.handleUpgrade(() => undefined);
    ping.call(opened);
    expect(terminate).not.toHaveBeenCalled();
    opened.bufferedAmount += 1;
    ping.call(opened);
    expect(terminate).toHaveBeenCalledTimes(1);
  });

  it("[CN14] over a WebSocket that the connection is about to become ends that", async () => {
    const server = await startServer({ rateLimit: "1000/1s" });
    const path = await beginPolling(server.url);
    const { socket, received } = await call(portOf(server));
    socket.write(
      get(
        path.replace("=polling", "=websocket"),
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
      ),
    );
    await eventually("it is a WebSocket", () => received().includes("101 Switching"));
    const closed = closeOf(socket);
    const probe = Buffer.from([TEXT, 0x86, 0, 0, 0, 0, ...Buffer.from("2probe")]);
    socket.write(Buffer.concat(Array.from({ length: MAX_PACKETS * 10 }, () => probe)));
    await closed;
    // A few more while time passes; not all of them.
    expect(times(received(), "3probe")).toBeLessThan(MAX_PACKETS * 5);
  });
});
