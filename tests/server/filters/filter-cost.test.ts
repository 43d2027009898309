import type { FilterSet } from "#protocol";
import { describe, expect, test } from "vitest";

import {
  EVERYTHING_HOSTILE,
  filled,
  HOSTILE_SETS,
  HOSTILE_TEXTS,
  scramble,
  shrunk,
} from "../../../bench/filters/hostile-sets.ts";
import { pathologicalTexts } from "../../../bench/filters/pathological-texts.ts";
import { boundedNormalize } from "../../../server/src/chat/text/bounded-normalize.ts";
import { AnalyzedText } from "../../../server/src/chat/moderation/filters/analyzed-text.ts";
import { codeOf, joinAs, SIGN_IN } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { compileSet, stepsOf, takenSet } from "../../support/filters.ts";

/** A step is some 8 ns of a core of the machine of the benches: together less than 5 ms. */
const MAX_STEPS = 500_000;
const MAX_BYTES = 2_000;

const TEXTS = [...HOSTILE_TEXTS, ...pathologicalTexts(100)];
const isTaken = (set: FilterSet) => compileSet(set).ok;

describe("[FI11] the time that filters take for a text", () => {
  test("no character of Unicode becomes more than four units when it is folded", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      for (const form of ["NFKC", "NFKD"] as const) {
        const folded = boundedNormalize(character, form);
        if (folded.length > 4) expect.fail(`U+${code.toString(16)} becomes ${folded.length} units`);
        if (folded.length <= 4 && character.normalize(form).length <= 4)
          if (folded !== character.normalize(form)) expect.fail(`U+${code.toString(16)} differs`);
      }
    }
  });

  test.each([["ﷺ"], ["㌖"], ["¼"], ["ﷻ"], ["뷁"], ["ﷺ㌖¼"]])(
    "%s makes no text longer than the limit on texts foresees",
    (piece) => {
      const read = new AnalyzedText(filled(piece));
      expect(read.plain.length).toBeLessThanOrEqual((MAX_BYTES * 3) / 2);
      for (const reading of ["letters", "signs"] as const)
        expect(read.letters(reading).length).toBeLessThanOrEqual((MAX_BYTES * 3) / 2);
    },
  );

  test.each(Object.entries({ ...HOSTILE_SETS, everything: EVERYTHING_HOSTILE }))(
    "the set of %s is refused, or no text takes it long",
    (_, set) => {
      const taken = isTaken(set) ? set : shrunk(set, isTaken);
      expect(taken.rules.length).toBeGreaterThan(0);
      const filters = takenSet(taken);
      const worst = Math.max(...TEXTS.map((text) => stepsOf(filters, text)));
      expect(worst).toBeLessThan(MAX_STEPS);
    },
  );

  test("no luck of a hash table makes masks take a text longer", () => {
    const set = HOSTILE_SETS["masks of drawn-out letters"]!;
    const texts = TEXTS.filter((text) => /[*#]/.test(text));
    for (let i = 0; i < 12; i++) {
      // Each has a seed of its own.
      const filters = takenSet(isTaken(set) ? set : shrunk(set, isTaken));
      for (const text of texts) expect(stepsOf(filters, text)).toBeLessThan(MAX_STEPS);
    }
  });

  test("no set of words at random, large or small, takes a text long once it is saved", () => {
    const alphabets = ["ab", "abc", "ab*", "abcdef", "가나다", "ab1*", "aab b"];
    for (let round = 0; round < 24; round++) {
      const letters = alphabets[round % alphabets.length]!;
      const words = Array.from({ length: 5 + 7 * (round % 11) }, (_, i) =>
        scramble(letters, 2 + ((round * 7 + i * 3) % 24), round * 100 + i + 1).trim(),
      ).filter((word) => word !== "");
      const set: FilterSet = {
        rules: Array.from({ length: 1 + (round % 4) }, (_, i) => ({
          id: `r${i}`,
          kind: "words",
          words,
          allow: words.slice(0, 3).map((word) => `${word}z`),
          action: { kind: "refuse" },
        })),
      };
      const filters = takenSet(isTaken(set) ? set : shrunk(set, isTaken));
      for (let i = 0; i < 12; i++) {
        const text = scramble(`${letters} .`, 660, round * 31 + i + 1);
        expect(stepsOf(filters, text)).toBeLessThan(MAX_STEPS);
        expect(stepsOf(filters, filled(words[i % words.length]!))).toBeLessThan(MAX_STEPS);
      }
    }
  });

  test("work that rules share is done once: twenty rules take little more than one", () => {
    const rule = (i: number) => ({
      ...{ id: `r${i}`, kind: "words" as const, lists: ["ko", "en"] as ("ko" | "en")[] },
      action: { kind: "refuse" as const },
    });
    const text = filled("d1e h.a*s ");
    const one = stepsOf(takenSet({ rules: [rule(1)] }), text);
    const twenty = stepsOf(
      takenSet({ rules: Array.from({ length: 20 }, (_, i) => rule(i)) }),
      text,
    );
    expect(twenty).toBeLessThan(one * 2);
  });

  test("[FI12] a set that would take a text too long is refused when it is saved, with the reason", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await joinAs(url, "boss", "owner");
    const { rules } = HOSTILE_SETS["words within words"]!;
    const answer = await owner.does({ kind: "set-filters", rules });
    expect(codeOf(answer)).toBe("bad-request");
    expect(!answer.ok && answer.error.message).toMatch(/^r\d+: Too many of the words are alike/);
  });
});
