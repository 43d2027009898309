import { join as joinPath } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { eventually } from "../support/eventually.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { codeOf, joinAs, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { collect, next } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const HOUR_MS = 3_600_000;

describe("moderation on two nodes", () => {
  it("[MO12] without a bus, an action at one node holds at once at the other", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const [here, there] = await Promise.all(
      [1, 2].map(() => startServer({ ...SIGN_IN, databaseUrl })),
    );
    const mod = await joinAs(here!.url, "mod", "moderator");
    const tom = await joinAs(there!.url, "tom");
    expect(codeOf(await tom.say("before"))).toBeUndefined();
    for (let i = 0; i < 5; i++) {
      const told = next(tom.client, "me-changed");
      await mod.does({ kind: "ban", userId: "tom" });
      // The very next send: nothing has told the other node.
      expect(codeOf(await tom.say("spam"))).toBe("banned");
      expect((await told).me.reason).toBe("banned");
      const free = next(tom.client, "me-changed");
      await mod.does({ kind: "lift", userId: "tom" });
      expect((await free).me.maySend).toBe(true);
    }
    await mod.does({ kind: "set-mode", mode: { slowSeconds: 60 } });
    expect(codeOf(await tom.say("one"))).toBeUndefined();
    expect(codeOf(await (await joinAs(here!.url, "tom")).say("two, elsewhere"))).toBe("slow-mode");
  });

  it("[MO4] with a bus, a silent person receives me-changed at once", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const all = { ...SIGN_IN, databaseUrl, redisUrl: redis.url };
    const [here, there] = await Promise.all([startServer(all), startServer(all)]);
    const mod = await joinAs(here.url, "mod", "moderator");
    const tom = await joinAs(there.url, "tom");
    const told = next(tom.client, "me-changed");
    await mod.does({ kind: "timeout", userId: "tom", seconds: 600 });
    expect((await told).me.reason).toBe("timed-out");
  });

  it("[MO12] with the bus cut, the other node refuses at once, and sends me-changed within seconds", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const all = { ...SIGN_IN, databaseUrl, redisUrl: redis.url };
    const [here, there] = await Promise.all([startServer(all), startServer(all)]);
    const mod = await joinAs(here.url, "mod", "moderator");
    const tom = await joinAs(there.url, "tom");
    const anna = await joinAs(there.url, "anna");
    const told = [tom, anna].map(({ client }) => next(client, "me-changed"));
    redis.process.kill("SIGKILL");
    for (const { userId } of [tom, anna]) await mod.does({ kind: "ban", userId });
    expect(codeOf(await tom.say("spam"))).toBe("banned");
    for (const changed of told) expect((await changed).me.reason).toBe("banned");
  });

  it("[MO4] goes by the store's clock: a node whose clock is an hour off is right", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    for (const offMs of [HOUR_MS, -HOUR_MS]) {
      const clock = new SkippingClock();
      clock.skip(offMs);
      const right = await startServer({ ...SIGN_IN, databaseUrl });
      const wrong = await startServer({ ...SIGN_IN, databaseUrl }, { clock });
      const mod = await joinAs(right.url, "mod", "moderator");
      await mod.does({ kind: "timeout", userId: "tom", seconds: 600 });
      const { me } = (await joinAs(wrong.url, "tom")).joined;
      expect(me.reason).toBe("timed-out");
      expect(me.retryAfterMs).toBeGreaterThan(590_000);
      expect(me.retryAfterMs).toBeLessThanOrEqual(600_000);
    }
  });

  it("[MO4] after a restart in the middle of a time-out, the time left is right", async () => {
    const databaseUrl = `sqlite:${joinPath(temporaryFolder(), "chat.db")}`;
    const first = await startServer({ ...SIGN_IN, databaseUrl });
    const mod = await joinAs(first.url, "mod", "moderator");
    await mod.does({ kind: "timeout", userId: "tom", seconds: 600, reason: "spam" });
    const { url } = await startServer({ ...SIGN_IN, databaseUrl });
    const tom = await joinAs(url, "tom");
    expect(tom.joined.me).toMatchObject({ maySend: false, reason: "timed-out", note: "spam" });
    expect(tom.joined.me.retryAfterMs).toBeGreaterThan(590_000);
    expect(tom.joined.me.retryAfterMs).toBeLessThanOrEqual(600_000);
    expect(codeOf(await tom.say("?"))).toBe("timed-out");
  });

  it("[LOG1][MO2] actions of staff are shown by both, in one order", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const [here, there] = await Promise.all(
      [1, 2].map(() => startServer({ ...SIGN_IN, databaseUrl })),
    );
    const mod = await joinAs(here!.url, "mod", "moderator");
    const tom = await joinAs(there!.url, "tom");
    const removed = [mod, tom].map(({ client }) => collect(client, "message-removed"));
    const sent = (await tom.say("spam")) as unknown as { message: { id: string } };
    await mod.does({ kind: "remove", messageId: sent.message.id });
    await eventually("both were told", () => removed.every((each) => each.length === 1));
    expect(removed[0]).toEqual(removed[1]);
  });
});
