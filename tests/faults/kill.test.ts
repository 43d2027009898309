import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { Browser } from "../widget/support/real-client.ts";
import { freePort } from "../support/free-port.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import {
  allLive,
  hashText,
  LONG,
  readSqlite,
  sayProgress,
  seenBy,
  STREAM,
  Writer,
} from "./support.ts";
import { eventually } from "../support/eventually.ts";

const CYCLES = LONG ? 1_000 : 12;
const WRITERS = 8;
const VIEWERS = 2;
const KEPT_ROWS = 100;

it(
  `[LOG1][LOG3][LOG4] ${CYCLES} times kill -9 in the middle of it: nothing acknowledged is lost, nothing is twice, everyone sees the log`,
  { timeout: 180_000 + CYCLES * 60_000 },
  async () => {
    const dir = temporaryFolder();
    const port = await freePort();
    const env = { CHAT_SERVER_PORT: String(port), CHAT_RATE_LIMIT: "off", CHAT_GUESTS: "true" };
    const url = `http://127.0.0.1:${port}`;
    let server = await startServerProcess(env, dir);
    onTestFinished(() => void server.end("SIGKILL"));

    const writers = Array.from({ length: WRITERS }, (_, i) => new Writer(url, `writer-${i}`));
    const viewers = Array.from({ length: VIEWERS }, () =>
      new Browser().visit({ serverUrl: url, streamId: STREAM }),
    );
    const everyone = [...writers.map(({ chat }) => chat), ...viewers];
    let trafficMs = 0;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await allLive(everyone);
      // As the element does, or copying their rows would be all that writers do.
      for (const { chat } of writers) chat.trim(KEPT_ROWS);
      const start = performance.now();
      const before = acknowledgedBy(writers);
      for (const writer of writers) writer.start();
      const enough = before + 10 + Math.floor(Math.random() * 60);
      await eventually("acknowledged messages", () => acknowledgedBy(writers) >= enough);
      trafficMs += performance.now() - start;
      await server.end("SIGKILL");
      server = await startServerProcess(env, dir);
      sayProgress("kill", cycle + 1, CYCLES);
    }
    for (const writer of writers) writer.stop();
    await allLive(everyone);
    await eventually("every message has its ack", () => writers.every(({ isIdle }) => isIdle));

    const database = await readSqlite(join(dir, "data", "chat.db"));
    const headSeq = database.at(-1)?.seq ?? 0;
    await eventually("everyone is at the head", () =>
      everyone.every((chat) => seenBy(chat).at(-1)?.seq === headSeq),
    );
    const perSecond = Math.round((acknowledgedBy(writers) / trafficMs) * 1_000);
    console.log(`${CYCLES} kills under ${perSecond} messages/s: ${database.length} messages`);

    // Numbers have no gap, and each text is there once: all that was written, and only that.
    expect(database.map(({ seq }) => seq)).toEqual(database.map((_, i) => i + 1));
    expect(database.map(({ message }) => message).sort()).toEqual(
      writers.flatMap(({ written }) => written).sort(),
    );
    const byId = new Map(database.map((message) => [message.id, message]));
    for (const { acknowledged } of writers)
      for (const message of acknowledged) expect(byId.get(message.id)).toEqual(message);
    for (const chat of viewers) expect(hashText(seenBy(chat))).toBe(hashText(database));
    for (const { chat } of writers) {
      const seen = seenBy(chat);
      expect(hashText(seen)).toBe(hashText(database.slice(-seen.length)));
    }
  },
);

function acknowledgedBy(writers: readonly Writer[]): number {
  return writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
}
