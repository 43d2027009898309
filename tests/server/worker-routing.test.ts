import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { routeToWorker } from "../../server/src/transport/worker-routing.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The address from which everybody calls here: no worker's. */
const CALLER = "127.0.0.7";
/** What a caller writes who wants to be somebody else. */
const LIES = {
  "x-live-chat-caller": "203.0.113.9",
  "X-Live-Chat-Caller": "203.0.113.10",
  "x-live-chat-called-in": "1.0 close",
};

/** What a worker sees of a request. */
function seen(place: number, { url, socket, headers, httpVersion }: IncomingMessage): string {
  const own = Object.keys(headers).filter((name) => name.startsWith("x-live-chat"));
  return JSON.stringify({ place, url, from: socket.remoteAddress, httpVersion, own });
}

/** Workers of one machine, each on a port of its own. */
async function startWorkers(...places: number[]) {
  const dir = temporaryFolder();
  const gone = Promise.withResolvers<void>();
  const start = async (place: number) => {
    const http = createServer((asked, response) => {
      if (asked.url?.endsWith("&slow")) asked.once("close", gone.resolve);
      else if (asked.url?.endsWith("&broken"))
        response.write("half of it", () => response.destroy());
      else response.end(seen(place, asked));
    });
    http.on("upgrade", (asked, socket) =>
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n${seen(place, asked)}`,
      ),
    );
    const io = { engine: { generateId: () => "abc" } };
    const route = await routeToWorker(io as never, http, { place, dir });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    onTestFinished(() => {
      route.close();
      http.close();
      http.closeAllConnections();
    });
    return { io, port: (http.address() as AddressInfo).port };
  };
  const workers = [];
  for (const place of places) workers.push(await start(place));
  return { dir, start, gone: gone.promise, workers, port: workers[0]!.port };
}

const session = (place: number, more = "") =>
  `/socket.io/?EIO=4&transport=polling&sid=${place}.abc${more}`;

async function get(port: number, path: string, headers = {}) {
  const asked = request({ port, host: "127.0.0.1", localAddress: CALLER, path, headers }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
}

async function upgrade(port: number, path: string, headers = {}): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: CALLER });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n${lines.join("")}\r\n`,
  );
  return text(socket);
}

describe("workers that share a port", () => {
  it("begin the ids of their sessions with their place", async () => {
    const { workers } = await startWorkers(1, 12);
    expect(workers.map(({ io }) => io.engine.generateId())).toEqual(["1.abc", "12.abc"]);
  });

  it.each([1, 2])("[MO4] tell worker %i who calls, whatever the caller says", async (place) => {
    const { port } = await startWorkers(1, 2);
    const expected = { place, url: session(place), from: CALLER, httpVersion: "1.1", own: [] };
    for (const headers of [{}, LIES]) {
      const { status, body } = await get(port, session(place), headers);
      expect([status, JSON.parse(body)]).toEqual([200, expected]);
      const [, upgraded = ""] = (await upgrade(port, session(place), headers)).split("\r\n\r\n");
      expect(JSON.parse(upgraded)).toEqual(expected);
    }
  });

  it("[CN11] answer for one that is gone as if its session had ended, and go on", async () => {
    const { port } = await startWorkers(1);
    expect(await get(port, session(3))).toEqual({
      status: 400,
      body: '{"code":1,"message":"Session ID unknown"}',
    });
    expect(await upgrade(port, session(3))).toBe("");
    expect((await get(port, session(1))).status).toBe(200);
  });

  it("end what they forwarded when its caller goes", async () => {
    const { port, gone } = await startWorkers(1, 2);
    const path = session(2, "&slow");
    const asked = request({ port, host: "127.0.0.1", path }).on("error", () => undefined);
    asked.end();
    await once(asked, "socket");
    await new Promise((resolve) => asked.once("finish", resolve));
    asked.destroy();
    await gone;
  });

  it("break an answer off that breaks off where it comes from", async () => {
    const { port } = await startWorkers(1, 2);
    await expect(get(port, session(2, "&broken"))).rejects.toThrow("aborted");
  });

  it("[LOG4] take the place of one that was killed and left its socket", async () => {
    const { dir, start, port } = await startWorkers(1);
    writeFileSync(join(dir, "2.sock"), "");
    await start(2);
    expect(existsSync(join(dir, "2.sock"))).toBe(true);
    expect(JSON.parse((await get(port, session(2))).body)).toMatchObject({ place: 2 });
  });
});
