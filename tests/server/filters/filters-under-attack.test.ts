import type { FilterRule } from "#protocol";
import { describe, expect, it, test } from "vitest";

import { scramble } from "../../../bench/filters/hostile-sets.ts";
import { compileSet, stepsOf } from "../../support/filters.ts";
import { codeOf, joinAs, joinAsGuest, SIGN_IN } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { connect } from "../../support/connect.ts";
import { ask, join } from "../../support/stock-client.ts";

const NOTHING = { repeats: () => ({ byOne: 0, byMany: 0 }), mayLink: false };
const compile = (...rules: FilterRule[]) => compileSet({ rules });
const patternsOf = (id: string, patterns: string[]): FilterRule => ({
  ...{ id, kind: "patterns", patterns },
  action: { kind: "refuse" },
});

describe("filters made to be slow", () => {
  test("FI6 patterns that are small alone are refused when they are too large together", () => {
    const many = Array.from({ length: 20 }, (_, i) => `a[ab]{${20 + i}}c`);
    const compiled = compile(patternsOf("fine", ["free\\s+money"]), patternsOf("many", many));
    expect(compiled).toMatchObject({ ok: false, rule: "many" });
    expect(!compiled.ok && compiled.fault).toMatch(/together/);
    expect(compile(patternsOf("few", many.slice(0, 5)))).toMatchObject({ ok: true });
  });

  test.each([["a[ab]{80}c"], ["(a|b)*a(a|b){25}c"], ["(?:.?){30}\\d$"], ["a.{80}c"]])(
    "FI11 the pattern %s takes each character of a text a hundred steps at most",
    (pattern) => {
      const compiled = compile(patternsOf("slow", [pattern]));
      if (!compiled.ok) throw new Error(compiled.fault);
      for (let i = 0; i < 9; i++)
        expect(stepsOf(compiled.filters, scramble("ab", 1_990, i + 1))).toBeLessThan(200_000);
    },
  );

  test("FI5 long words stay cheap: their masked forms are not generated", () => {
    const words = Array.from({ length: 170 }, (_, i) => scramble("abcdefghijklmnop", 64, i + 1));
    const rule: FilterRule = {
      ...{ id: "words", kind: "words", words },
      action: { kind: "refuse" },
    };
    const compiled = compile(rule);
    if (!compiled.ok) throw new Error(compiled.fault);
    // With every way to mask them they stopped the loop for 42 s.
    expect(compiled.parts.bytes).toBeLessThan(1_000_000);
    expect(compiled.filters.judge(`so ${words[3]!.toUpperCase()}!`, NOTHING)).toBeDefined();
  });

  it("[FI12] a person who may not set filters is refused before patterns are compiled", async () => {
    const { url } = await startServer(SIGN_IN);
    const broken = { kind: "set-filters", rules: [patternsOf("broken", ["("])] };
    const reader = connect(url);
    await join(reader, "s1");
    const others = [
      reader,
      (await joinAsGuest(url, "Guest")).client,
      (await joinAs(url, "tom")).client,
      (await joinAs(url, "mod", "moderator")).client,
    ];
    for (const client of others) {
      const answer = await ask(client, "moderate", { streamId: "s1", action: broken });
      expect(codeOf(answer)).toBe("forbidden");
    }
    const owner = await joinAs(url, "boss", "owner");
    const answer = await ask(owner.client, "moderate", { streamId: "s1", action: broken });
    expect(codeOf(answer)).toBe("bad-request");
  });
});
