import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import type { MessageLog } from "../../server/src/chat/ports/message-log.ts";
import { retentionNowMs, trimLog } from "../../server/src/chat/streams/retention.ts";
import { startMaintenanceJobs } from "../../server/src/compose/maintenance-jobs.ts";
import { toOptions } from "../../server/src/options.ts";
import { MemoryMessageLog, memoryStores } from "../support/memory-message-log.ts";
import { message, openLog, STORAGES } from "../support/message-logs.ts";
import { openChat } from "../support/open-chat.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW_MS = 1_000 * DAY_MS;

/** A machine whose clock is the store's as well, as with SQLite, and its log of the last 30 days. */
async function setUp({ days = 30 } = {}) {
  const clock = { ms: NOW_MS, nowMs: () => clock.ms };
  const log = new MemoryMessageLog(clock);
  for (let day = days; day >= 0; day--) {
    clock.ms = NOW_MS - day * DAY_MS + 60 * MINUTE_MS;
    await log.append([message(`${day} days old`)]);
  }
  const { signal } = new AbortController();
  const tools = { log, clock, signal, remove: async () => undefined, pause: async () => {} };
  /** What a server does in each minute. */
  const rounds = async (count: number, retentionDays: number) => {
    let deleted = 0;
    for (let i = 0; i < count; i++) {
      deleted += (await trimLog(tools, { days: retentionDays }, () => undefined)).entries;
      clock.ms += MINUTE_MS;
    }
    return deleted;
  };
  return { clock, log, tools, rounds };
}

const count = async (log: MessageLog) => (await log.readEntries("s1", 0, 1_000)).length;

describe("retention by age", () => {
  it("[LOG8] does not take the word of a clock that is 100 days ahead at boot", async () => {
    const { clock, log, rounds } = await setUp();
    clock.ms += 100 * DAY_MS;
    // What is written then is dated by that clock, and is no witness.
    await retentionNowMs({ log, clock });
    await log.append([message("in the future")]);
    expect(await rounds(60, 31)).toBe(0);
    expect(await count(log)).toBe(32);
  });

  it("[LOG8] follows a wrong clock by at most ten minutes in a minute", async () => {
    const { clock, rounds } = await setUp();
    clock.ms += 100 * DAY_MS;
    // 144 steps are a day.
    expect(await rounds(144, 30)).toBe(1);
    expect(await rounds(144, 30)).toBe(1);
  });

  it("[LOG8] catches up after a server was off, until all is gone that is too old", async () => {
    const { clock, log, rounds } = await setUp();
    clock.ms += 2 * DAY_MS;
    await rounds(2 * 160, 30);
    expect(await count(log)).toBe(28);
  });

  it("[LOG8] continues by the right clock once a wrong one is corrected", async () => {
    const { clock, log, rounds, tools } = await setUp();
    const right = clock.ms;
    clock.ms += 100 * DAY_MS;
    await rounds(5, 31);
    clock.ms = right - 365 * DAY_MS;
    await rounds(5, 31);
    clock.ms = right;
    expect(await rounds(5, 31)).toBe(0);
    expect(await retentionNowMs(tools)).toBeGreaterThan(right - 60 * MINUTE_MS);
    expect(await rounds(5, 29.5)).toBe(1);
    expect(await count(log)).toBe(30);
  });

  it("[LOG8] keeps pace with a clock that is right, on a server where nobody writes", async () => {
    const { clock, tools } = await setUp();
    await retentionNowMs(tools);
    for (let i = 0; i < 100; i++) {
      clock.ms += MINUTE_MS;
      expect(await retentionNowMs(tools)).toBe(clock.ms);
    }
  });

  it("[LOG8] deletes at most 100,000 entries in a round, and reports that more are left", async () => {
    const { clock, log, tools } = await setUp({ days: 0 });
    for (let i = 0; i < 21; i++)
      await log.append(Array.from({ length: 5_000 }, (_, n): Append => message(`${i} ${n}`)));
    const first = await trimLog(tools, { maxPerStream: 1 }, () => undefined);
    expect(first).toMatchObject({ entries: 100_000, isMore: true });
    clock.ms += MINUTE_MS;
    const second = await trimLog(tools, { maxPerStream: 1 }, () => undefined);
    expect(second).toMatchObject({ entries: 5_000, isMore: false });
  });

  it("[LOG8] logs how much was deleted, and by which time", async () => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { chat, clock } = await openChat();
    await chat.log.append([message("old"), message("old, too")]);
    clock.pass(2 * DAY_MS);
    // The newest entry is where the mark begins: what is older than a day goes in the first round.
    await chat.log.append([message("new")]);
    const startMs = clock.nowMs();
    const told: [object, string][] = [];
    const stopped = new AbortController();
    const options = toOptions({ databaseUrl: "memory:", retentionDays: 1 });
    const reports = {
      warn: () => undefined,
      tell: (about: object, text: string) => void told.push([about, text]),
    };
    const webhooks = { round: async () => undefined };
    startMaintenanceJobs(chat, memoryStores(clock), webhooks, options, stopped.signal, reports);
    onTestFinished(() => stopped.abort());
    clock.pass(MINUTE_MS);
    await vi.advanceTimersByTimeAsync(MINUTE_MS);
    await expect
      .poll(() => told)
      .toMatchObject([
        [
          { entries: 2, streams: 1, streamIds: ["s1"], olderThan: expect.any(String) as string },
          "retention deleted messages",
        ],
      ]);
    const [[about]] = told as [[{ olderThan: string }, string]];
    const olderThanMs = Date.parse(about.olderThan);
    expect(olderThanMs).toBeGreaterThanOrEqual(startMs - DAY_MS);
    expect(olderThanMs).toBeLessThanOrEqual(startMs - DAY_MS + MINUTE_MS);
  });

  describe.each(STORAGES)("with %s", (_name, open) => {
    it("[LOG8] leaves everything where the node's clock is 100 days ahead", async () => {
      const log = await openLog(open);
      await log.append([message("one"), message("two")]);
      const clock = { nowMs: () => Date.now() + 100 * DAY_MS };
      const { signal } = new AbortController();
      const tools = { log, clock, signal, remove: async () => undefined, pause: async () => {} };
      const round = await trimLog(tools, { days: 30 }, () => undefined);
      expect(round.entries).toBe(0);
      expect(await count(log)).toBe(2);
    });

    it("[LOG8] moves the mark once in a round, however many nodes ask", async () => {
      const log = await openLog(open);
      const at = Date.now() - 5 * DAY_MS;
      const move = { nowMs: at, stepMs: MINUTE_MS, roundMs: MINUTE_MS };
      expect(await log.advanceRetentionMark(move)).toBe(at);
      const later = { ...move, nowMs: Date.now() };
      const marks = await Promise.all([1, 2, 3].map(() => log.advanceRetentionMark(later)));
      expect(marks).toEqual([at, at, at]);
      const moved = await log.advanceRetentionMark({ ...later, roundMs: 0 });
      expect(moved).toBe(at + MINUTE_MS);
    });
  });
});
