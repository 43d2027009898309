import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { accept, type FilterRule } from "#protocol";
import { describe, expect, onTestFinished, test } from "vitest";

import { manyWords } from "../../../bench/filters/hostile-sets.ts";
import {
  compileAtOnce,
  type CompiledParts,
  type CompileOptions,
} from "../../../server/src/chat/moderation/filters/compile-filters.ts";
import type { FilterCompiler } from "../../../server/src/chat/moderation/filters/filter-compiler.ts";
import { StreamFilters } from "../../../server/src/chat/moderation/filters/stream-filters.ts";
import { ScopePolicy, StreamPolicy } from "../../../server/src/chat/moderation/stream-policy.ts";
import { Re2PatternParser } from "../../../server/src/patterns/re2-pattern-parser.ts";
import { ThreadFilterCompiler } from "../../../server/src/patterns/thread-filter-compiler.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { compileSet } from "../../support/filters.ts";

/** Compiles when it is told to, and counts. */
class HeldCompiler implements FilterCompiler {
  compiled = 0;
  held = false;
  fails = false;
  readonly #waiting: (() => void)[] = [];

  async compile(json: string, options: CompileOptions): Promise<CompiledParts> {
    if (this.held) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.compiled++;
    if (this.fails) throw new Error("the thread died");
    return compileAtOnce(JSON.parse(json), new Re2PatternParser(), options);
  }

  goOn(): void {
    this.held = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async close(): Promise<void> {}
}

const NOTHING = { mode: {}, listed: false, staff: [], sanctions: [] };
const wordsRule = (...words: string[]): FilterRule => ({
  ...{ id: "w", kind: "words", words },
  action: { kind: "refuse" },
});
const jsonOf = (...words: string[]) => JSON.stringify({ rules: [wordsRule(...words)] });

function setUp(options: { maxBytes?: number } = {}) {
  const compiler = new HeldCompiler();
  const clock = new SkippingClock();
  const filters = new StreamFilters(compiler, { clock, ...options });
  const judge = async (streamId: string, json: string, text: string) => {
    const ready = await filters.ready(streamId, json);
    if (!ready.ok) return ready;
    return accept(
      filters.judge(
        { channel: undefined, stream: ready.value },
        { streamId, userId: "tom", text },
        0,
        false,
      ),
    );
  };
  return { compiler, clock, filters, judge };
}

describe("compiled filters", () => {
  test("[FI16] 800 words weigh less than 300 kB", () => {
    const compiled = compileSet(manyWords(1));
    expect(compiled.ok && compiled.parts.bytes).toBeLessThan(300_000);
  });

  test("[FI16] of a stream there is one version, however often its owner saves another", async () => {
    const { filters, judge } = setUp();
    for (let i = 0; i < 120; i++) {
      const { rules } = manyWords(i * 1_000 + 1);
      expect(await filters.faultOf({ kind: "set-filters", rules })).toBeUndefined();
      await judge("s1", JSON.stringify({ rules }), "hello");
    }
    expect(filters.bytes).toBeLessThan(10_000_000);
  });

  test("[FI16] thousands of streams with ordinary filters are compiled once each", async () => {
    const { compiler, judge } = setUp();
    for (let round = 0; round < 2; round++)
      for (let i = 0; i < 3_000; i++)
        await judge(`s${i}`, jsonOf("spoiler", `word${i}`, "*casino*"), "hello");
    expect(compiler.compiled).toBe(3_000);
  });

  test("[FI16] streams with the same rules share them", async () => {
    const { compiler, filters, judge } = setUp();
    const { rules } = manyWords(1);
    const json = JSON.stringify({ rules });
    await judge("s1", json, "hello");
    const { bytes } = filters;
    for (let i = 0; i < 50; i++) await judge(`s${i}`, json, "hello");
    expect(compiler.compiled).toBe(1);
    expect(filters.bytes).toBe(bytes);
  });

  test("[FI16][CH8] those of a stream and of its channel stay beside each other", async () => {
    const { compiler, filters } = setUp();
    const policy = (json: string) =>
      ScopePolicy.of({ version: 1, nowMs: 0, ...NOTHING, filters: json });
    const [ofStream, ofChannel] = [policy(jsonOf("here")), policy(jsonOf("everywhere"))];
    for (let round = 0; round < 5; round++)
      for (const streamId of ["show:1", "show:2"]) {
        const both = new StreamPolicy(ofStream, ofChannel, "show");
        expect(await filters.readyFor(streamId, both)).toMatchObject({ ok: true });
      }
    expect(compiler.compiled).toBe(2);
  });

  test("[FI8][CH8] texts are noted where the rules of a stream, or of its channel, ask for it", async () => {
    const action = { kind: "refuse" } as const;
    const rule: FilterRule = { id: "r", kind: "repeats", byOne: 1, withinSeconds: 60, action };
    const policy = (rules: FilterRule[]) =>
      ScopePolicy.of({ version: 1, nowMs: 0, ...NOTHING, filters: JSON.stringify({ rules }) });
    const written = { streamId: "show:1", userId: "tom", text: "buy my things" };
    for (const [own, shared, found] of [
      [[rule], [], { rule: "r" }],
      [[], [rule], { rule: "r", scope: "channel" }],
      [[], [], undefined],
    ] as const) {
      const { filters } = setUp();
      const both = new StreamPolicy(policy([...own]), policy([...shared]), "show");
      filters.note(both, written, 1_000);
      const ready = await filters.readyFor("show:1", both);
      if (!ready.ok) throw new Error(ready.error.code);
      const finding = filters.judge(ready.value, written, 2_000, false);
      if (found) expect(finding).toMatchObject(found);
      else expect(finding).toBeUndefined();
    }
  });

  test("[FI16] those used least recently go when all together weigh too much", async () => {
    const { compiler, filters, judge } = setUp({ maxBytes: 1_000_000 });
    const json = (i: number) => JSON.stringify(manyWords(i * 1_000 + 1));
    for (let i = 0; i < 3; i++) await judge(`s${i}`, json(i), "hello");
    await judge("s0", json(0), "hello");
    expect(compiler.compiled).toBe(3);
    await judge("s3", json(3), "hello");
    await judge("s4", json(4), "hello");
    expect(filters.bytes).toBeLessThanOrEqual(1_000_000);
    await judge("s0", json(0), "hello");
    expect(compiler.compiled).toBe(5);
    await judge("s1", json(1), "hello");
    expect(compiler.compiled).toBe(6);
  });
});

describe("while filters are compiled", () => {
  test("[FI12] sends wait for the newest, and nothing gets past them", async () => {
    const { compiler, judge } = setUp();
    await judge("s1", jsonOf("old"), "hello");
    compiler.held = true;
    let done = 0;
    const verdicts = Array.from({ length: 5 }, () =>
      judge("s1", jsonOf("new"), "something new").finally(() => done++),
    );
    await judge("s1", jsonOf("old"), "another stream's would go on");
    expect(done).toBe(0);
    compiler.goOn();
    for (const verdict of await Promise.all(verdicts))
      expect(verdict).toMatchObject({ ok: true, value: { rule: "w" } });
    // Once, for all that waited.
    expect(compiler.compiled).toBe(2);
  });

  test("[FI16] a message that waits too long, or behind too many, is refused as retryable", async () => {
    const { compiler, clock, judge } = setUp();
    compiler.held = true;
    const waiting = Array.from({ length: 200 }, () => judge("s1", jsonOf("new"), "hello"));
    const busy = {
      ok: false,
      error: { code: "server-busy", retryable: true, retryAfterMs: 1_000 },
    };
    expect(await judge("s1", jsonOf("new"), "one too many")).toMatchObject(busy);
    clock.skip(1_500);
    for (const verdict of await Promise.all(waiting)) expect(verdict).toMatchObject(busy);
    compiler.goOn();
    await expect.poll(() => compiler.compiled).toBe(1);
    expect(await judge("s1", jsonOf("new"), "new")).toMatchObject({ value: { rule: "w" } });
  });

  test("[FI16] a message for which that failed is refused as retryable, and the next one waits for it again", async () => {
    const { compiler, judge } = setUp();
    compiler.fails = true;
    const busy = { ok: false, error: { code: "server-busy", retryable: true } };
    for (let i = 0; i < 2; i++) expect(await judge("s1", jsonOf("new"), "new")).toMatchObject(busy);
    compiler.fails = false;
    expect(await judge("s1", jsonOf("new"), "new")).toMatchObject({ value: { rule: "w" } });
  });

  test("[FI12] a stored set holds as it can, though it would not be saved today", async () => {
    const { filters, judge } = setUp();
    const action = { kind: "refuse" } as const;
    for (const patterns of [["(a"], [".*"], Array.from({ length: 20 }, () => "[가-힣]{1,40}")]) {
      const rules: FilterRule[] = [{ id: "p", kind: "patterns", patterns, action }];
      expect(await filters.tryOut(rules, "hello")).toMatchObject({ ok: false });
      const json = JSON.stringify({ rules: [...rules, wordsRule("bad")] });
      expect(await judge("s1", json, "a bad word")).toMatchObject({ value: { rule: "w" } });
      expect(await judge("s1", json, "hello")).toEqual(accept(undefined));
    }
  });

  test("[FI16] a thread compiles them; what sends wait for goes before what staff save", async () => {
    const compiler = new ThreadFilterCompiler();
    const order: string[] = [];
    const compile = (name: string, who: "send" | "staff", seed: number) =>
      compiler
        .compile(JSON.stringify(manyWords(seed)), { known: [], strict: true }, who)
        .then((compiled) => {
          order.push(name);
          return compiled;
        });
    const all = await Promise.all([
      compile("first", "staff", 1),
      compile("staff", "staff", 2_000),
      compile("send", "send", 4_000),
    ]);
    expect(order).toEqual(["first", "send", "staff"]);
    expect(all.every(({ ok }) => ok)).toBe(true);
    await compiler.close();
    await expect(
      compile("after", "send", 5_000).then(() => compiler.close()),
    ).resolves.toBeUndefined();
  });

  test("[FI16] where the thread dies, what it compiled fails, and another thread compiles the rest", async () => {
    const compiler = new ThreadFilterCompiler();
    onTestFinished(() => compiler.close());
    const started = once(process, "worker");
    const [lost, next] = [1, 2_000].map((seed) =>
      compiler.compile(JSON.stringify(manyWords(seed)), { known: [], strict: true }, "send"),
    );
    const refused = expect(lost).rejects.toThrow("out of memory");
    const [thread] = (await started) as [Worker];
    onTestFinished(() => void thread.terminate());
    thread.emit("error", new Error("out of memory"));
    await refused;
    expect(await next).toMatchObject({ ok: true });
  });
});
