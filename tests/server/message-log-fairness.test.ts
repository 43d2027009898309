import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { sqlStorage } from "../../server/src/storage/sql/sql-storage.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import {
  entryOf,
  message,
  MINJI,
  openLog,
  removal,
  STORAGES,
  TOM,
} from "../support/message-logs.ts";
import { createDatabase } from "../support/postgres.ts";

const clock = { nowMs: () => Date.now() };

function outcomes(results: readonly AppendResult[]): string[] {
  return results.map((result) => ("code" in result ? result.code : result.outcome));
}

describe.each(STORAGES.slice(0, 1))("what is refused in the log in %s", (_name, open) => {
  it("[LOG4][MO6] costs nobody else in the same commit anything, and leaves no gap", async () => {
    const log = await openLog(open);
    const terms = { policyVersion: 0, slowMs: 60_000 };
    const [first] = await log.append([
      message("tom's", { author: TOM, terms }),
      message("once", { clientId: "c1" }),
    ]);
    const results = await log.append([
      message("too soon", { author: TOM, terms }),
      message("minji's", { terms }),
      message("twice", { clientId: "c1" }),
      removal(entryOf(first).id, MINJI.userId),
      removal("9.nothing"),
      message("by an older policy", { author: TOM, terms: { policyVersion: -1 } }),
      message("held", { author: TOM, held: { why: "filter" } }),
      message("the last", { author: { ...TOM, userId: "u-anna" }, terms }),
    ]);
    expect(outcomes(results)).toEqual([
      ...["slow-mode", "appended", "conflict", "forbidden", "not-found"],
      ...["stale-policy", "held", "appended"],
    ]);
    const entries = await log.readEntries("s1", 2, 10);
    expect(entries).toMatchObject([
      { seq: 3, message: "minji's" },
      { seq: 4, message: "the last" },
    ]);
  });

  it("[MO6] does not start the slow mode of its author", async () => {
    const log = await openLog(open);
    const terms = { policyVersion: 0, slowMs: 60_000, fingerprint: "same" };
    const by = (userId: string): Append => message("same", { author: { ...TOM, userId }, terms });
    expect(outcomes(await log.append([by("a"), by("b")]))).toEqual([
      "appended",
      "repeated-message",
    ]);
    const other = message("other", {
      author: { ...TOM, userId: "b" },
      terms: { policyVersion: 0, slowMs: 60_000 },
    });
    expect(outcomes(await log.append([other]))).toEqual(["appended"]);
  });

  it("[LOG3] is not remembered: the same clientId may be used again", async () => {
    const log = await openLog(open);
    const terms = { policyVersion: 5 };
    const refused = message("first try", { clientId: "c1", terms });
    expect(outcomes(await log.append([refused]))).toEqual(["stale-policy"]);
    const again = message("second try", { clientId: "c1", terms: { policyVersion: 0 } });
    expect(outcomes(await log.append([again]))).toEqual(["appended"]);
  });
});

it("[SM7] timestamps do not decrease while the store's clock is set back", async () => {
  const put = { ms: 1_000_000, nowMs: () => put.ms };
  const { log } = await openStorage({ databaseUrl: "memory:" }, put);
  onTestFinished(() => log.close());
  const times: number[] = [];
  for (const ms of [1_000_000, 400_000, 999_999, 1_000_500]) {
    put.ms = ms;
    const [sent] = await log.append([message("hi")]);
    times.push(entryOf(sent).timestamp);
  }
  expect(times).toEqual([1_000_000, 1_000_000, 1_000_000, 1_000_500]);
});

it("[LOG2] nodes that commit to the same streams at once never wait for each other's", async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const nodes = await Promise.all([1, 2].map(() => openStorage({ databaseUrl }, clock)));
  onTestFinished(async () => {
    for (const { log } of nodes) await log.close();
  });
  const streams = ["a", "b", "c", "d"];
  const write = (node: number, order: readonly string[]) =>
    nodes[node]!.log.append(order.map((streamId) => message("hi", { streamId })));
  for (let i = 0; i < 15; i++)
    await Promise.all([write(0, streams), write(1, streams.toReversed())]);
  for (const streamId of streams)
    expect((await nodes[0]!.log.readTail(streamId, 1)).entries[0]?.seq).toBe(30);
});

it("[LOG3] reads nothing of others who use the same clientId", async () => {
  const { database, db, commits, dialect } = memoryDatabase(":memory:", clock);
  let rowsRead = 0;
  const prepare = database.prepare.bind(database);
  vi.spyOn(database, "prepare").mockImplementation((source) => {
    const statement = prepare(source);
    const all = statement.all.bind(statement);
    statement.all = (...given) => {
      const rows = all(...given);
      rowsRead += rows.length;
      return rows;
    };
    return statement;
  });
  await migrate(db, dialect);
  const { log } = sqlStorage(db, dialect, commits);
  onTestFinished(() => log.close());
  const by = (userId: string) => ({ clientId: "c1", author: { ...TOM, userId } });
  const heldBy = (userId: string) =>
    message("held", { ...by(userId), clientId: "c2", held: { why: "filter" } });
  const people = Array.from({ length: 100 }, (_, i) => `u-${i}`);
  await log.append(people.map((id) => message("hi", by(id))));
  await log.append(people.map(heldBy));

  const elsewhere = { ...message("elsewhere", by("b")), streamId: "s2" };
  for (const batch of [
    [message("one", by("a"))],
    [message("two", by("c")), elsewhere],
    [heldBy("d"), message("not held", by("e")), message("nor this", by("f"))],
  ]) {
    rowsRead = 0;
    await log.append(batch);
    expect(rowsRead).toBeGreaterThan(0);
    expect(rowsRead).toBeLessThan(50);
  }
});
