import { expect, inject, it, onTestFinished } from "vitest";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { startBalancer } from "../support/balancer.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Browser } from "../widget/support/real-client.ts";
import { allLive, hashText, LONG, seenBy, STREAM, Writer } from "./support.ts";
import { eventually } from "../support/eventually.ts";

const KILLS = LONG ? 50 : 2;

it(
  `[LOG1][LOG4][LOG6] ${KILLS} times one of two nodes is killed: its viewers go on at the other, without a gap`,
  { timeout: 180_000 + KILLS * 60_000 },
  async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const env = {
      CHAT_DATABASE_URL: databaseUrl,
      CHAT_REDIS_URL: redis.url,
      CHAT_GUESTS: "true",
      CHAT_RATE_LIMIT: "off",
      CHAT_HOST: "127.0.0.1",
    };
    const dir = temporaryFolder();
    const nodes = await Promise.all([startServerProcess(env, dir), startServerProcess(env, dir)]);
    onTestFinished(async () => void (await Promise.all(nodes.map(({ end }) => end("SIGKILL")))));
    const urls = nodes.map(({ url }) => url);
    const url = await startBalancer(urls);
    const writers = Array.from({ length: 4 }, (_, i) => new Writer(url, `writer-${i}`));
    const viewers = Array.from({ length: 4 }, () =>
      new Browser().visit({ serverUrl: url, streamId: STREAM }),
    );
    const everyone = [...writers.map(({ chat }) => chat), ...viewers];
    const acknowledged = () => writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
    for (let kill = 0; kill < KILLS; kill++) {
      await allLive(everyone);
      const enough = acknowledged() + 40;
      for (const writer of writers) writer.start();
      await eventually("acknowledged messages", () => acknowledged() >= enough);
      await nodes[kill % 2]!.end("SIGKILL");
      await allLive(everyone);
      await eventually("more of them on one node", () => acknowledged() >= enough + 20);
      const port = new URL(urls[kill % 2]!).port;
      nodes[kill % 2] = await startServerProcess({ ...env, CHAT_SERVER_PORT: port }, dir);
    }
    for (const writer of writers) writer.stop();
    await allLive(everyone);
    await eventually("every message has its ack", () => writers.every(({ isIdle }) => isIdle));

    const { log } = await openStorage({ databaseUrl }, { nowMs: () => Date.now() });
    onTestFinished(() => log.close());
    const kept = await log.readMessages(STREAM, Number.MAX_SAFE_INTEGER, 1_000_000);
    await eventually("everyone is at the head", () =>
      everyone.every((chat) => seenBy(chat).at(-1)?.seq === kept.at(-1)?.seq),
    );
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, i) => i + 1));
    expect(kept.map(({ message }) => message).sort()).toEqual(
      writers.flatMap(({ written }) => written).sort(),
    );
    for (const chat of everyone) expect(hashText(seenBy(chat))).toBe(hashText(kept));
  },
);
