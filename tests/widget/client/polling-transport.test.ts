import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { openPolling } from "../../../widget/src/client/connection/wire/polling-transport.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const HANDSHAKE = '0{"sid":"s","pingInterval":10000,"pingTimeout":8000}';

/** Polls a server that answers its requests one after another like this, the last for all that follow. */
async function poll(...answers: Answer[]) {
  let requests = 0;
  const server = createServer((request, response) => {
    answers[Math.min(requests++, answers.length - 1)]!(request, response);
  }).listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const packets: string[] = [];
  let transport!: ReturnType<typeof openPolling>;
  const closed = new Promise<void>((resolve) => {
    transport = openPolling(`http://127.0.0.1:${port}/socket.io/?EIO=4`, {
      onPacket: (packet) => packets.push(packet),
      onClose: resolve,
    });
  });
  return { transport, closed, packets, requests: () => requests };
}

function say(body: string): Answer {
  return (_request, response) => void response.end(body);
}

it.each(["<!doctype html><title>Sign in to the Wi-Fi</title>", "0 results", '0{"sid":', "", "ok"])(
  "polling gives up at once on what is no chat server: %j",
  async (body) => {
    const { closed, packets, requests } = await poll(say(body));
    await closed;
    expect(packets).toEqual([]);
    expect(requests()).toBe(1);
  },
);

it("polling is cut off when something else begins to answer", async () => {
  const { closed, packets, requests } = await poll(
    say(HANDSHAKE),
    say("2\x1e42[]"),
    say("<!doctype html>"),
  );
  await closed;
  expect(packets).toEqual([HANDSHAKE, "2", "42[]"]);
  expect(requests()).toBe(3);
});

it("polling delivers a farewell, and then lets go of the request that waits", async () => {
  let takeFarewell: (body: string) => void = () => undefined;
  const farewell = new Promise<string>((resolve) => (takeFarewell = resolve));
  let letGo: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  let wait: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => (wait = resolve));
  const { transport, packets } = await poll(
    say(HANDSHAKE),
    (_request, response) => {
      response.once("close", letGo);
      wait();
    },
    (request, response) => {
      void text(request).then(takeFarewell);
      response.end("ok");
    },
  );
  await waits;
  transport.close("41");
  expect(await farewell).toBe("41");
  await gone;
  expect(packets).toEqual([HANDSHAKE]);
});
