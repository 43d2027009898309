import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import type { TickThrottle } from "../../server/src/chat/limits/tick-throttle.ts";
import { paceHandshakes } from "../../server/src/transport/pace-handshakes.ts";

const HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

/** A server whose handshakes wait until the test lets them pass. */
function setUp() {
  const http = new EventEmitter() as Server;
  const served: string[] = [];
  http.on("upgrade", ({ url }) => void served.push(`upgrade ${url}`));
  http.on("request", ({ url }) => void served.push(`request ${url}`));
  const waiting: (() => void)[] = [];
  paceHandshakes(http, { run: (run: () => void) => void waiting.push(run) } as TickThrottle);
  const upgrade = () => {
    const socket = new PassThrough();
    http.emit("upgrade", { url: HANDSHAKE }, socket, Buffer.alloc(0));
    return socket;
  };
  const request = (url: string) => {
    const socket = new PassThrough();
    http.emit("request", { url, socket }, {});
    return socket;
  };
  const pass = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { served, upgrade, request, pass };
}

it("[JR9] handshakes wait for their turn, and what is no handshake does not", () => {
  const { served, upgrade, request, pass } = setUp();
  upgrade();
  for (const url of [HANDSHAKE, `${HANDSHAKE}&sid=abc`, "/healthz"]) request(url);
  expect(served).toEqual([`request ${HANDSHAKE}&sid=abc`, "request /healthz"]);
  pass();
  expect(served.slice(2)).toEqual([`upgrade ${HANDSHAKE}`, `request ${HANDSHAKE}`]);
});

it("[JR9] a client that goes while it waits is not served, and its error harms nobody", () => {
  const { served, upgrade, request, pass } = setUp();
  const gone = upgrade();
  expect(() => gone.emit("error", new Error("ECONNRESET"))).not.toThrow();
  gone.destroy();
  request(HANDSHAKE).destroy();
  const here = upgrade();
  pass();
  expect(served).toEqual([`upgrade ${HANDSHAKE}`]);
  // From now on, errors are for those who serve it.
  expect(here.listenerCount("error")).toBe(0);
});
