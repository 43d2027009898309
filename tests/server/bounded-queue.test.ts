import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import type { FilterRule } from "#protocol";
import type { AppendResult, DroppedMessage } from "../../server/src/chat/ports/append.ts";
import { openDatabase, openStorage } from "../../server/src/storage/open-storage.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { entryOf, message, STORAGES } from "../support/message-logs.ts";
import { createDatabase, MIGRATED } from "../support/postgres.ts";
import { codeOf, joinAs, joinAsGuest, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const clock = { nowMs: () => Date.now() };
const DATABASES: [string, () => Promise<string> | string][] = [
  ["SQLite", () => `sqlite:${join(temporaryFolder(), "chat.db")}`],
  ["Postgres", () => createDatabase(inject("postgresUrl"), MIGRATED)],
];
const TERMS = { policyVersion: 0 };

/** Has a message of somebody held; guests come from an address. */
function hold(
  userId: string,
  text: string,
  addressHash?: string,
  why: "filter" | "shadow" = "filter",
) {
  return message(text, {
    author: { userId, nickname: userId, role: addressHash ? "guest" : "member" },
    held: { why, rule: "r1" },
    terms: { ...TERMS, newcomer: addressHash ? { addressHash } : {} },
  });
}

/** What a message displaced from the full queue. */
function droppedBy(result: AppendResult): DroppedMessage[] {
  return ("dropped" in result && result.dropped) || [];
}

async function open(storage: () => Promise<Storage>): Promise<Storage> {
  const opened = await storage();
  onTestFinished(() => opened.log.close());
  return opened;
}

describe.each(STORAGES)("the review queue in %s", (_name, storage) => {
  it("[HE5] holds twenty messages of a person, the newest", async () => {
    const { log, moderation } = await open(storage);
    for (let i = 0; i < 30; i++) await log.append([hold("u1", `m${i}`)]);
    const { held, waiting } = await moderation.readReviewQueue("s1");
    expect(waiting).toBe(20);
    expect(held.map((each) => each.message)).toContain("m29");
  });

  it("[HE5] says what it drops, but not what was shadowed", async () => {
    const { log } = await open(storage);
    const fill = async (why: "filter" | "shadow") => {
      const results = await log.append([hold(why, "m0", undefined, why)]);
      for (let i = 1; i <= 20; i++) results.push(...(await log.append([hold(why, `m${i}`)])));
      return results;
    };
    const [open0, ...later] = await fill("filter");
    const id = open0?.outcome === "held" ? open0.message.id : "none";
    expect(later.flatMap(droppedBy)).toEqual([{ id, userId: "filter" }]);
    expect((await fill("shadow")).flatMap(droppedBy)).toEqual([]);
  });

  it("[HE5] drops what has waited longest, where everybody has one message there", async () => {
    const { log } = await open(storage);
    const first = await log.append([hold("first", "m")]);
    await log.append(Array.from({ length: 999 }, (_, i) => hold(`u${i}`, "m")));
    const id = first[0]?.outcome === "held" ? first[0].message.id : "none";
    const last = await log.append([hold("last", "m")]);
    expect(last.flatMap(droppedBy)).toEqual([{ id, userId: "first" }]);
  });

  it("[HE5] is flooded at nobody's cost but the flood's, whatever it calls itself", async () => {
    const { log, moderation } = await open(storage);
    const honest = Array.from({ length: 10 }, (_, i) =>
      hold(`honest ${i}`, "please look", `h${i}`),
    );
    await log.append(honest);
    for (let batch = 0; batch < 12; batch++)
      await log.append(
        Array.from({ length: 100 }, (_, i) =>
          hold(`guest:${batch} ${i}`, "junk", `address ${batch}`),
        ),
      );
    const { held, waiting, full } = await moderation.readReviewQueue("s1");
    expect([waiting, full]).toEqual([1_000, true]);
    expect(held.filter((each) => each.message === "please look")).toHaveLength(10);
  });
});

describe.each(STORAGES)("guests of one address in %s", (_name, storage) => {
  it("[HE5] have a hundred messages held together, the newest, and leave others theirs", async () => {
    const { log, moderation } = await open(storage);
    await log.append([hold("guest:honest", "please look", "elsewhere"), hold("tom", "and here")]);
    // A member's id that looks like a guest's; they have the address of the flood.
    await log.append([hold("Guest:1", "and me", "one")]);
    for (let batch = 0; batch < 3; batch++)
      await log.append(
        Array.from({ length: 60 }, (_, i) => hold(`guest:${batch} ${i}`, `${batch}`, "one")),
      );
    const { held, waiting, full } = await moderation.readReviewQueue("s1");
    expect([waiting, full]).toEqual([103, undefined]);
    const texts = held.map((each) => each.message);
    expect(texts).toEqual(expect.arrayContaining(["please look", "and here", "and me"]));
    expect(texts).not.toContain("0");
  });
});

describe.each(STORAGES)("reports in %s", (_name, storage) => {
  it("[HE5] are kept a hundred times for one message, and later reporters get the same answer", async () => {
    const { log, moderation } = await open(storage);
    const [sent] = await log.append([message("reported")]);
    const messageId = entryOf(sent).id;
    const report = (userId: string) =>
      moderation.report({ streamId: "s1", messageId, userId, reason: "spam" });
    const answers = [];
    for (let i = 0; i < 110; i++) answers.push(await report(`guest:${i}`));
    expect(answers.every((isTaken) => isTaken)).toBe(true);
    const { reported, waiting } = await moderation.readReviewQueue("s1");
    expect(waiting).toBe(1);
    expect(reported[0]?.reports).toEqual([{ reason: "spam", count: 100 }]);
  });
});

describe.each(DATABASES)("what is held within one millisecond in %s", (_name, makeDatabase) => {
  it("[HE3][HE5] waits and goes in the order in which it was held", async () => {
    const databaseUrl = await makeDatabase();
    const standing = { nowMs: () => 1_700_000_000_000 };
    const { log, moderation } = await open(() => openStorage({ databaseUrl }, standing));
    await log.append(Array.from({ length: 10 }, (_, i) => hold("tom", `${i}`)));
    for (let i = 10; i < 50; i++) await log.append([hold("tom", `${i}`)]);
    const { held } = await moderation.readReviewQueue("s1");
    const newest = Array.from({ length: 20 }, (_, i) => `${30 + i}`);
    expect(held.map((each) => each.message)).toEqual(newest);
    const { messages } = await moderation.readCard("s1", "tom", false);
    const shown = messages.map((each) => each.message);
    expect(shown).toEqual(newest.reverse().slice(0, shown.length));
  });

  it("[HE5] goes from the author who came first, in a full stream", async () => {
    const databaseUrl = await makeDatabase();
    const standing = { nowMs: () => 1_700_000_000_000 };
    const { log, moderation } = await open(() => openStorage({ databaseUrl }, standing));
    await log.append(Array.from({ length: 1_000 }, (_, i) => hold(`u${i}`, "m")));
    const dropped = [];
    for (let i = 1_000; i < 1_005; i++)
      dropped.push(...(await log.append([hold(`u${i}`, "m")])).flatMap(droppedBy));
    expect(dropped.map(({ userId }) => userId)).toEqual(["u0", "u1", "u2", "u3", "u4"]);
    expect((await moderation.readReviewQueue("s1")).waiting).toBe(1_000);
  });
});

describe.each(DATABASES)("very many reports in %s", (_name, makeDatabase) => {
  it("[HE5] of a stream are 5,000; then a guest's oldest goes first", async () => {
    const databaseUrl = await makeDatabase();
    const { log, moderation } = await open(() => openStorage({ databaseUrl }, clock));
    const messages = Array.from({ length: 51 }, (_, i) => message(`m${i}`));
    const ids = (await log.append(messages)).map((result) => entryOf(result).id);
    const report = (messageId: string, userId: string) =>
      moderation.report({ streamId: "s1", messageId, userId, reason: "spam" });
    const reporters = (n: number) =>
      Array.from({ length: 100 }, (_, i) => (n + i === 0 ? "member" : `guest:${n} ${i}`));
    // Put there directly: each report counts all those before it.
    const tables = await openDatabase({ databaseUrl }, () => undefined);
    for (const [n, id] of ids.slice(0, 49).entries())
      await tables
        .insertInto("reports")
        .values(
          reporters(n).map((user_id, i) => ({
            ...{ stream_id: "s1", message_id: id, user_id, reason: "spam" },
            at: 100 * n + i,
          })),
        )
        .execute();
    await tables.destroy();
    for (const userId of reporters(49)) await report(ids[49]!, userId);
    const count = async () =>
      (await moderation.readReviewQueue("s1")).reported.map(({ reports }) => reports[0]!.count);
    expect(await count()).toEqual(Array.from({ length: 50 }, () => 100));
    expect(await report(ids[50]!, "guest:last")).toBe(true);
    expect(await count()).toEqual([99, ...Array.from({ length: 49 }, () => 100), 1]);
  });
});

describe("filters that time out", () => {
  it("[FI15] write no line for each of ever new guests of one address", async () => {
    const { url } = await startServer({
      ...{ ...SIGN_IN, rateLimit: "1000/1s" },
      trustProxy: ["127.0.0.0/8", "::1"],
    });
    const owner = await joinAs(url, "boss", "owner");
    const timeout = { kind: "timeout", seconds: 600 } as const;
    const rule: FilterRule = { id: "bad", kind: "words", words: ["badword"], action: timeout };
    await owner.does({ kind: "set-filters", rules: [rule] });
    for (let i = 0; i < 15; i++) {
      const guest = await joinAsGuest(url, `guest ${i}`, undefined, {
        "x-forwarded-for": "203.0.113.7",
      });
      expect(codeOf(await guest.say("badword"))).toBe("filtered");
      // The first ten are timed out; whoever comes then is refused all the same.
      expect(codeOf(await guest.say("hello"))).toBe(i < 10 ? "timed-out" : undefined);
      guest.client.disconnect();
    }
  });
});
