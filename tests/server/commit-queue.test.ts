import { describe, expect, it, onTestFinished, vi } from "vitest";
import { CommitQueue } from "../../server/src/chat/commit/commit-queue.ts";
import type { Append, AppendResult } from "../../server/src/chat/ports/append.ts";
import type { MessageLog } from "../../server/src/chat/ports/message-log.ts";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { eventually } from "../support/eventually.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";

/** Longer than a busy machine takes, where no test passes the time itself. */
const TIMEOUT_MS = 60_000;

/** A log whose commits end when the test says so. */
class GatedLog extends MemoryMessageLog {
  readonly batches: (readonly Append[])[] = [];
  #gates: ((error?: Error) => void)[] = [];

  override async append(batch: readonly Append[]): Promise<AppendResult[]> {
    this.batches.push(batch);
    await new Promise<void>((resolve, reject) =>
      this.#gates.push((error) => (error ? reject(error) : resolve())),
    );
    return super.append(batch);
  }

  /** Waits until this many commits have begun. */
  begun(commits: number): Promise<void> {
    return eventually(`commit ${commits}`, () => this.batches.length === commits);
  }

  /** Ends the oldest commit that is in flight. */
  async end(error?: Error): Promise<void> {
    await eventually("a commit", () => this.#gates.length > 0);
    this.#gates.shift()!(error);
  }
}

function message(text: string): Append {
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  return { kind: "message", streamId: "s1", author, message: text };
}

function open(log: MessageLog, more: { timeoutMs?: number; maxWaiting?: number } = {}) {
  const shown: number[] = [];
  const failed: number[] = [];
  const queue = new CommitQueue(log, {
    timeoutMs: TIMEOUT_MS,
    onCommitted: (_batch, results) => {
      for (const result of results) if (result.outcome === "appended") shown.push(result.entry.seq);
    },
    onFailed: (batch) => failed.push(batch.length),
    ...more,
  });
  return { queue, shown, failed };
}

const clock = { nowMs: () => 1 };

describe("the commit queue", () => {
  it("[LOG2] commits a lone message at once, and those that come during the commit together", async () => {
    const log = new GatedLog(clock);
    const { queue, shown } = open(log);
    const first = queue.append(message("1"));
    await log.begun(1);
    const others = ["2", "3", "4"].map((text) => queue.append(message(text)));
    await log.end();
    await first;
    await log.end();
    await Promise.all(others);
    expect(log.batches.map((batch) => batch.length)).toEqual([1, 3]);
    expect(shown).toEqual([1, 2, 3, 4]);
  });

  it("[LOG1] shows and answers nothing before the commit, and shows before it answers", async () => {
    const log = new GatedLog(clock);
    const { queue, shown } = open(log);
    const events: string[] = [];
    const sent = queue.append(message("1")).then(() => events.push(`answered ${shown.length}`));
    await log.begun(1);
    expect(shown).toEqual([]);
    expect(events).toEqual([]);
    await log.end();
    await sent;
    expect(events).toEqual(["answered 1"]);
  });

  it("[LOG7] refuses a whole batch that failed, shows nothing of it, and continues", async () => {
    const log = new GatedLog(clock);
    const { queue, shown, failed } = open(log);
    const refused = Promise.allSettled([queue.append(message("1")), queue.append(message("2"))]);
    await log.end(new StoreError("store-full"));
    for (const result of await refused)
      expect(result).toMatchObject({ status: "rejected", reason: { code: "store-full" } });
    expect(failed).toEqual([2]);
    const sent = queue.append(message("3"));
    await log.end();
    expect(await sent).toMatchObject({ outcome: "appended", entry: { seq: 1 } });
    expect(shown).toEqual([1]);
  });

  it("[LOG7] answers in time while a commit hangs, and withdraws what was still waiting", async () => {
    vi.useFakeTimers();
    const log = new GatedLog(clock);
    const { queue, shown } = open(log);
    const inFlight = queue.append(message("1")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(0);
    const waiting = queue.append(message("2")).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(TIMEOUT_MS);
    expect(await inFlight).toMatchObject({ code: "store-busy" });
    expect(await waiting).toMatchObject({ code: "store-busy" });
    vi.useRealTimers();
    // The commit that hung ends after all: what it wrote is shown, for it is in the log.
    await log.end();
    await queue.drained();
    expect(log.batches).toHaveLength(1);
    expect(shown).toEqual([1]);
  });

  it("[LOG7] lets nobody else pay for a request that the store cannot take", async () => {
    class PickyLog extends MemoryMessageLog {
      override async append(batch: readonly Append[]): Promise<AppendResult[]> {
        if (batch.some((append) => append.kind === "message" && append.message === "poison"))
          throw new Error("no such text can be stored");
        return super.append(batch);
      }
    }
    const { queue, shown } = open(new PickyLog(clock));
    const texts = ["1", "poison", "3"];
    const results = await Promise.allSettled(texts.map((text) => queue.append(message(text))));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(shown).toEqual([1, 2]);
  });

  it("[LOG2][LOG7] has one commit in flight at most, also after a batch that failed", async () => {
    const log = new GatedLog(clock);
    const { queue, shown } = open(log);
    const sent = Promise.all(["1", "2", "3"].map((text) => queue.append(message(text))));
    await log.end(new Error("one of them cannot be stored"));
    const later = queue.append(message("4"));
    for (const commits of [2, 3, 4, 5]) {
      await log.begun(commits);
      await new Promise((resolve) => setImmediate(resolve));
      expect(log.batches).toHaveLength(commits);
      await log.end();
    }
    await Promise.all([sent, later]);
    expect(log.batches.map((batch) => batch.length)).toEqual([3, 1, 1, 1, 1]);
    expect(shown).toEqual([1, 2, 3, 4]);
  });

  it("[LOG3] commits nothing twice when showing a committed message fails", async () => {
    const log = new MemoryMessageLog(clock);
    const queue = new CommitQueue(log, {
      timeoutMs: TIMEOUT_MS,
      onCommitted: () => {
        throw new Error("a listener's own trouble");
      },
      onFailed: () => undefined,
    });
    const results = await Promise.allSettled(["1", "2"].map((text) => queue.append(message(text))));
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await queue.drained();
    expect(await log.readEntries("s1", 0, 10)).toHaveLength(2);
    await expect(queue.append(message("3"))).rejects.toThrow("a listener's own trouble");
    expect(await log.readEntries("s1", 0, 10)).toHaveLength(3);
  });

  it("[LOG2] lets those share commits who write much together, and nobody's lone message wait", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => void vi.useRealTimers());
    const log = new MemoryMessageLog(clock);
    const begun = vi.spyOn(log, "append");
    const { queue } = open(log);
    const by = (userId: string): Append => {
      return {
        kind: "message",
        streamId: "s1",
        author: { userId, nickname: "n", role: "guest" },
        message: "hi",
      };
    };
    const sent: Promise<AppendResult>[] = [];
    for (let i = 0; i < 300; i++) {
      sent.push(queue.append(by(`u${i % 10}`)));
      await vi.advanceTimersByTimeAsync(2);
    }
    await vi.advanceTimersByTimeAsync(100);
    await Promise.all(sent);
    // Of 600 ms, the first passed before it was known how many write.
    expect(begun.mock.calls.length).toBeLessThan(150);
    await vi.advanceTimersByTimeAsync(5_000);
    begun.mockClear();
    await queue.append(by("u1"));
    expect(begun).toHaveBeenCalledTimes(1);
  });

  it("[LOG7] bounds what waits", async () => {
    const log = new GatedLog(clock);
    const { queue } = open(log, { maxWaiting: 2 });
    const first = queue.append(message("1"));
    await log.begun(1);
    const waiting = [queue.append(message("2")), queue.append(message("3"))];
    await expect(queue.append(message("4"))).rejects.toMatchObject({ code: "store-busy" });
    await log.end();
    await log.end();
    await Promise.all([first, ...waiting]);
  });
});
