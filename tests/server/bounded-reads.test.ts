import { describe, expect, it, onTestFinished } from "vitest";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { message, THREADED } from "../support/message-logs.ts";
import { codeOf, joinAs, SIGN_IN } from "../support/staff.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, join } from "../support/stock-client.ts";

const BOUNDED = { ...SIGN_IN, rateLimit: "1000/1s" };

describe.each(THREADED)("commits to %s", (_name, open) => {
  it("[LOG11] do not wait behind a thousand reads", async () => {
    const { log } = await open();
    onTestFinished(() => log.close());
    for (let i = 0; i < 4; i++)
      await log.append(Array.from({ length: 500 }, (_, n) => message(`${i} ${n}`)));
    let read = 0;
    const reads = Array.from({ length: 1_000 }, () =>
      log.readMessages("s1", Number.MAX_SAFE_INTEGER, 100).then(
        () => (read += 1),
        () => undefined,
      ),
    );
    const [result] = await log.append([message("at once")]);
    expect(result?.outcome).toBe("appended");
    expect(read).toBeLessThan(500);
    await Promise.all(reads);
    // What was committed is there for whoever reads next.
    // Reads whose time was up are still under way.
    const last = () => log.readMessages("s1", Number.MAX_SAFE_INTEGER, 1).catch(() => []);
    await expect.poll(async () => (await last())[0]?.message).toBe("at once");
  });
});

describe("reads", () => {
  it("[MO13][HI1] are bounded by person, and say when to ask again", async () => {
    const limited = { ...BOUNDED, readLimit: "30/60s" };
    const { url } = await startServer(limited, { clock: standingClock() });
    const client = connect(url);
    await join(client, "s1");
    const load = () => ask(client, "load-history", { streamId: "s1", before: 10 });
    const answers = await Promise.all(Array.from({ length: 50 }, load));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
    expect(answers.at(-1)).toMatchObject({
      error: { code: "rate-limited", retryable: true, retryAfterMs: expect.any(Number) as number },
    });
    const fetch = await ask(client, "fetch-entries", { streamId: "s1", after: 0 });
    expect(codeOf(fetch)).toBe("rate-limited");
    const other = connect(url);
    await join(other, "s1");
    const page = await ask(other, "load-history", { streamId: "s1", before: 10 });
    expect(codeOf(page)).toBeUndefined();
  });

  it("[MO13] leave a viewer who scrolls up fast alone", async () => {
    const { url } = await startServer(BOUNDED);
    const client = connect(url);
    await join(client, "s1");
    for (let page = 0; page < 50; page++)
      expect(
        codeOf(await ask(client, "load-history", { streamId: "s1", before: 10_000 - page })),
      ).toBeUndefined();
  });

  it("[MO13][EN5] let a crowd behind one address have what all of it missed", async () => {
    const { url } = await startServer({
      ...BOUNDED,
      trustProxy: ["127.0.0.0/8", "::1"],
      readLimit: "1/60s",
    });
    const extraHeaders = { "x-forwarded-for": "203.0.113.7" };
    const crowd = Array.from({ length: 120 }, () => connect(url, { extraHeaders }));
    await Promise.all(crowd.map((client) => join(client, "s1")));
    const answers = await Promise.all(
      crowd.map((client) => ask(client, "fetch-entries", { streamId: "s1", after: 0 })),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  });
});

describe("searches of staff", () => {
  it("[MO16] run one after another for each person, in steps, and stop when nobody waits", async () => {
    const { storage, steps } = await watchedStorage();
    const { url } = await startServer(BOUNDED, { storage });
    const mod = await joinAs(url, "mod", "moderator");
    for (let i = 0; i < 60; i++)
      await storage.log.append([
        {
          ...{ kind: "action", streamId: "s1", actor: null },
          action: { kind: "note", userId: `person ${i}`, text: "seen" },
        },
      ]);
    const search = () =>
      ask(mod.client, "load-audit", { streamId: "s1", search: "nobody", limit: 10 });
    let refused = 0;
    const asked = Array.from({ length: 20 }, () =>
      search().then((answer) => {
        if (!answer.ok && ++refused === 15) steps.goOn();
        return answer;
      }),
    );
    const answers = await Promise.all(asked);
    // One that runs and four that wait; the others are told to come back.
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "rate-limited" } });
    expect(steps.mostAtOnce).toBe(1);
    expect(steps.count).toBe(5);
    expect(codeOf(await mod.say("still here"))).toBeUndefined();
  });

  it.each(["searchAudit", "searchSanctions"] as const)(
    "[MO16][MO5] find the same as in one go by %s, page by page, whatever the size of a step",
    async (find) => {
      const { moderation, log } = await openStorage({ databaseUrl: "memory:" }, systemClock);
      onTestFinished(() => log.close());
      for (let i = 0; i < 23; i++)
        await log.append([
          {
            ...{ kind: "action", streamId: "s1", actor: null },
            action: { kind: "ban", userId: `u${i}`, reason: i % 3 === 0 ? "spam" : "rude" },
          },
        ]);
      for (const rows of [1, 4, 7, 100]) {
        const found: string[] = [];
        let before: string | undefined;
        let from: number | undefined;
        let steps = 0;
        let last: string | undefined;
        do {
          last = undefined;
          let left = 3;
          do {
            // One that reads the same rows again would never end.
            expect(++steps).toBeLessThan(100);
            const step = await moderation[find]({
              ...{ streamId: "s1", search: "spam", limit: left, rows },
              ...(before !== undefined && { before }),
              ...(from !== undefined && { from }),
            });
            expect(step.items.length).toBeLessThanOrEqual(left);
            left -= step.items.length;
            for (const item of step.items) {
              found.push("userId" in item ? item.userId : (item.person?.userId ?? ""));
              last = "actionId" in item ? item.actionId : item.id;
            }
            from = step.next;
          } while (from !== undefined && left > 0);
          before = last;
          from = undefined;
        } while (last !== undefined);
        expect(found).toEqual(["u21", "u18", "u15", "u12", "u9", "u6", "u3", "u0"]);
      }
    },
  );
});

/** A storage that shows how many steps of searches are under way at once; they wait for `goOn`. */
async function watchedStorage(): Promise<{
  storage: Storage;
  steps: { count: number; mostAtOnce: number; goOn: () => void };
}> {
  const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
  const { promise: held, resolve: goOn } = Promise.withResolvers<void>();
  const steps = { count: 0, mostAtOnce: 0, goOn };
  let atOnce = 0;
  const moderation = new Proxy(storage.moderation, {
    get: (store, name) => {
      if (name !== "searchAudit")
        return (Reflect.get(store, name) as (...args: never[]) => unknown).bind(store);
      return async (search: Parameters<typeof store.searchAudit>[0]) => {
        steps.count += 1;
        atOnce += 1;
        steps.mostAtOnce = Math.max(steps.mostAtOnce, atOnce);
        try {
          await held;
          return await store.searchAudit(search);
        } finally {
          atOnce -= 1;
        }
      };
    },
  });
  return { storage: { ...storage, moderation }, steps };
}
