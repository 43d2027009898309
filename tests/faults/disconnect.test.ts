import { join } from "node:path";
import { expect, it } from "vitest";
import { TcpProxy } from "../support/tcp-proxy.ts";
import { startServer } from "../support/start-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { Browser } from "../widget/support/real-client.ts";
import {
  allLive,
  hashText,
  isLive,
  LONG,
  readSqlite,
  sayProgress,
  seenBy,
  STREAM,
  Writer,
} from "./support.ts";
import { eventually } from "../support/eventually.ts";

const CUTS = LONG ? 10_000 : 100;
const VIEWERS = 20;

it(
  `[LOG4] ${CUTS} connections reset at any moment while messages flow: each viewer's log is the database's`,
  { timeout: 180_000 + CUTS * 1_000 },
  async () => {
    const dir = temporaryFolder();
    const path = join(dir, "chat.db");
    const server = await startServer({ databaseUrl: `sqlite:${path}` });
    const proxy = await TcpProxy.start(server.url);
    const viewers = Array.from({ length: VIEWERS }, () =>
      new Browser().visit({ serverUrl: proxy.url, streamId: STREAM }),
    );
    const writers = [new Writer(proxy.url, "cut"), new Writer(server.url, "uncut")];
    await allLive([...viewers, ...writers.map(({ chat }) => chat)]);
    for (const writer of writers) writer.start();

    for (let cut = 0; cut < CUTS; cut++) {
      proxy.cutOne(Math.random());
      // Some come back at once, some after their own back-off, some while others are cut.
      const returning = viewers[Math.floor(Math.random() * VIEWERS)]!;
      if (cut % 3 !== 0) returning.reconnectNow();
      const written = writers[1]!.acknowledged.length;
      await eventually("traffic between two cuts", () => writers[1]!.acknowledged.length > written);
      sayProgress("cut", cut + 1, CUTS);
    }
    for (const writer of writers) writer.stop();
    await eventually("every message has its ack", () => {
      for (const { chat } of writers) chat.reconnectNow();
      return writers.every(({ isIdle }) => isIdle);
    });
    await allLive(viewers);
    const database = await readSqlite(path);
    const headSeq = database.at(-1)!.seq;
    await eventually("everyone is at the head", () =>
      viewers.every((viewer) => seenBy(viewer).at(-1)?.seq === headSeq),
    );
    console.log(`${CUTS} cuts among ${database.length} messages`);
    expect(database.map(({ message }) => message).sort()).toEqual(
      writers.flatMap(({ written }) => written).sort(),
    );
    for (const viewer of viewers) expect(hashText(seenBy(viewer))).toBe(hashText(database));
  },
);

const LOST_ACKS = LONG ? 200 : 15;

it(
  `[LOG3] ${LOST_ACKS} acks lost on the way back: each message is sent again, and none is there twice`,
  { timeout: 180_000 + LOST_ACKS * 5_000 },
  async () => {
    const { url } = await startServer();
    const proxy = await TcpProxy.start(url);
    const writer = new Writer(proxy.url, "unlucky");
    const witness = new Browser().visit({ serverUrl: url, streamId: STREAM });
    await allLive([writer.chat, witness]);
    // Counted as they happen: a client may be back sooner than anyone looks.
    let losses = 0;
    writer.chat.subscribe(() => {
      if (!isLive(writer.chat)) losses++;
    });
    for (let i = 1; i <= LOST_ACKS; i++) {
      const lossesBefore = losses;
      proxy.swallowAnswers(true);
      writer.chat.sendMessage(`text ${i}`);
      await eventually("it is in the log", () => seenBy(witness).length === i);
      // The log has it, and the writer cannot know.
      expect(writer.isIdle).toBe(false);
      proxy.cutAll();
      proxy.swallowAnswers(false);
      await eventually("the writer notices", () => losses > lossesBefore);
      await allLive([writer.chat]);
      await eventually("the writer knows", () => writer.isIdle);
    }
    expect(seenBy(witness).map(({ message }) => message)).toEqual(
      Array.from({ length: LOST_ACKS }, (_, i) => `text ${i + 1}`),
    );
    expect(hashText(seenBy(writer.chat))).toBe(hashText(seenBy(witness)));
  },
);
