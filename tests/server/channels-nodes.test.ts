import { describe, expect, inject, it, onTestFinished } from "vitest";
import { eventually } from "../support/eventually.ts";
import { createDatabase } from "../support/postgres.ts";
import { startRedis } from "../support/redis.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { next } from "../support/stock-client.ts";

const SHOWS = Array.from({ length: 20 }, (_, i) => `moonlight:${i}`);
const OWNER = { chat_roles: { "moonlight:*": "owner" } };

async function twoNodes(redisUrl?: string) {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const options = { ...SIGN_IN, databaseUrl, ...(redisUrl && { redisUrl }) };
  return Promise.all([startServer(options), startServer(options)]);
}

/** The same person in every show, over two nodes. */
function joinAll(urls: readonly string[], userId: string): Promise<JoinedClient[]> {
  return Promise.all(
    SHOWS.map((streamId, i) => joinAs(urls[i % urls.length]!, userId, "member", { streamId })),
  );
}

const codes = async (people: readonly JoinedClient[], text: string) =>
  (await Promise.all(people.map(async (person) => codeOf(await person.say(text))))).map(String);

const all = (code: string) => SHOWS.map(() => code);

describe("a channel on two nodes", () => {
  it("[CH4] with the bus cut, a ban refuses the very next message in each of 20 streams, and its undo and a lift let all through", async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const [here, there] = await twoNodes(redis.url);
    const boss = await joinAs(here!.url, "boss", "member", { streamId: SHOWS[0]!, claims: OWNER });
    const tom = await joinAll([here!.url, there!.url], "tom");
    expect(await codes(tom, "before")).toEqual(all("undefined"));
    redis.process.kill("SIGKILL");
    const told = tom.map(({ client }) => next(client, "me-changed"));
    const { id } = recordOf(await boss.does({ kind: "ban", userId: "tom" }, "channel"));
    expect(await codes(tom, "spam")).toEqual(all("banned"));
    for (const changed of told) expect((await changed).me.reason).toBe("banned");
    await boss.does({ kind: "undo", actionId: id }, "channel");
    // A node that has not heard of it refuses by what it knows, for a second at most.
    await eventually("all may write", async () =>
      (await codes(tom, "back")).every((code) => code === "undefined"),
    );
    await boss.does({ kind: "ban", userId: "tom" }, "channel");
    expect(await codes(tom, "spam")).toEqual(all("banned"));
    await boss.does({ kind: "lift", userId: "tom" }, "channel");
    await eventually("all may write", async () =>
      (await codes(tom, "again")).every((code) => code === "undefined"),
    );
  });

  it("[CH4] with the bus up, a silent person receives me-changed in every room at once", async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const [here, there] = await twoNodes(redis.url);
    const boss = await joinAs(here!.url, "boss", "member", { streamId: SHOWS[0]!, claims: OWNER });
    const tom = await joinAs(there!.url, "tom", "member", { streamId: SHOWS[1]! });
    const told = next(tom.client, "me-changed");
    await boss.does({ kind: "ban", userId: "tom" }, "channel");
    expect((await told).me.reason).toBe("banned");
  });

  it("[CH5] a ban with an end lets everybody through when it is over, in every stream", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(SIGN_IN, { clock });
    const boss = await joinAs(url, "boss", "member", { streamId: SHOWS[0]!, claims: OWNER });
    const tom = await joinAll([url], "tom");
    await boss.does({ kind: "ban", userId: "tom", seconds: 60 }, "channel");
    expect(await codes(tom, "spam")).toEqual(all("banned"));
    const free = tom.map(({ client }) => next(client, "me-changed"));
    clock.skip(61_000);
    for (const changed of free) expect((await changed).me.maySend).toBe(true);
    expect(await codes(tom, "back")).toEqual(all("undefined"));
  });

  it("[CH4][LOG1] while shows are written in on both nodes, two owners act on the channel at once, and nothing waits for ever", async () => {
    const [here, there] = await twoNodes();
    const owners = await Promise.all(
      [here!, there!].map(({ url }, i) =>
        joinAs(url, `boss${i}`, "member", { streamId: SHOWS[i]!, claims: OWNER }),
      ),
    );
    const tom = await joinAll([here!.url, there!.url], "tom");
    const anna = await joinAll([there!.url, here!.url], "anna");
    const done = owners.map(async (owner, i) => {
      // Fewer changes than the retries of one message: people are not faster.
      for (let round = 0; round < 3; round++)
        expect(
          (await owner.does({ kind: "ban", userId: ["tom", "zoe"][i]!, purge: true }, "channel"))
            .ok,
        ).toBe(true);
    });
    for (let round = 0; round < 4; round++)
      expect(await codes(anna, `round ${round}`)).toEqual(all("undefined"));
    await Promise.all(done);
    expect(await codes(tom, "spam")).toEqual(all("banned"));
  });
});
