import { expect, it, onTestFinished } from "vitest";
import { freePort } from "../support/free-port.ts";
import { ADMIN_TOKEN, apiOf } from "../support/http-api.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { WebhookReceiver, WEBHOOK_SECRET } from "../support/webhook-receiver.ts";
import { allLive, LONG, Writer } from "./support.ts";
import { eventually } from "../support/eventually.ts";

const CYCLES = LONG ? 100 : 3;

it(
  `[WH3][WH4] ${CYCLES} times kill -9 between commit and delivery: a webhook receives every message, in order`,
  { timeout: 180_000 + CYCLES * 60_000 },
  async () => {
    const dir = temporaryFolder();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = {
      ...{ CHAT_SERVER_PORT: String(port), CHAT_RATE_LIMIT: "off", CHAT_GUESTS: "true" },
      ...{ CHAT_ADMIN_TOKEN: ADMIN_TOKEN, CHAT_WEBHOOK_PRIVATE: "true" },
    };
    let server = await startServerProcess(env, dir);
    onTestFinished(() => void server.end("SIGKILL"));
    const receiver = await WebhookReceiver.open();
    const webhook = { url: receiver.url, secret: WEBHOOK_SECRET, events: ["message.created"] };
    expect((await apiOf(url).put("/webhooks/crm", webhook)).status).toBe(200);
    const writers = ["a", "b", "c"].map((name) => new Writer(url, name));
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await allLive(writers.map(({ chat }) => chat));
      // Every other life ends before its receiver has answered anything.
      if (cycle % 2 === 0) receiver.answer = () => new Promise(() => undefined);
      else receiver.answer = () => 204;
      const before = count(writers);
      for (const writer of writers) writer.start();
      await eventually("messages", () => count(writers) >= before + 20);
      await server.end("SIGKILL");
      server = await startServerProcess(env, dir);
    }
    receiver.answer = () => 204;
    for (const writer of writers) writer.stop();
    await allLive(writers.map(({ chat }) => chat));
    await eventually("every message has its ack", () => writers.every(({ isIdle }) => isIdle));
    const written = writers.flatMap((writer) => writer.written);
    // What a killed server was telling is nobody else's for 15 s.
    await receiver.until(
      "all of them",
      () => new Set(receiver.texts).size === written.length,
      60_000,
    );
    const seqs = [...new Set(receiver.events.map(({ data }) => data["seq"] as number))];
    console.log(`${receiver.events.length} events for ${written.length} messages`);
    expect(seqs).toEqual(Array.from({ length: written.length }, (_, i) => i + 1));
    expect(new Set(receiver.texts)).toEqual(new Set(written));
  },
);

function count(writers: readonly Writer[]): number {
  return writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
}
