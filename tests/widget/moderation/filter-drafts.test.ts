import { describe, expect, it } from "vitest";
import { FILTER_FAULTS, parseFilterRules, type FilterRule } from "#protocol";
import { filters as koFilters } from "../../../widget/src/i18n/ko/ko-filters.ts";
import { readFault } from "../../../widget/src/element/moderation/filters/read-fault.ts";
import { toDrafts, toRules } from "../../../widget/src/element/moderation/filters/rule-draft.ts";

const RULES: FilterRule[] = [
  { id: "hosts", kind: "links", allow: ["example.com"], action: { kind: "hold" } },
  {
    id: "bad",
    kind: "words",
    lists: ["ko"],
    words: ["spoiler*", "광고"],
    allow: ["광고주"],
    action: { kind: "timeout", seconds: 45 },
    reason: "No.",
  },
  { id: "more", kind: "words", words: ["casino"], action: { kind: "shadow" } },
  { id: "again", kind: "repeats", byOne: 2, withinSeconds: 60, action: { kind: "refuse" } },
  { id: "numbers", kind: "patterns", patterns: ["\\d{4}"], action: { kind: "hold" } },
];

describe("filters in the form", () => {
  it("[FI1] [FI2] go through it as they are, in their order", () => {
    const parsed = parseFilterRules(toRules(toDrafts(RULES, "en")));
    expect(parsed).toEqual({ ok: true, value: RULES });
  });

  it("offer every kind that a stream has none of, switched off", () => {
    const offered = toDrafts(RULES, "en").slice(RULES.length);
    expect(offered.map(({ kind, isOn }) => [kind, isOn])).toEqual([
      ["flood", false],
      ["capitals", false],
    ]);
  });

  it("[FI1] propose what the server takes, but for patterns that nobody has written", () => {
    const drafts = toDrafts([], "ko").map((draft) => ({
      ...draft,
      isOn: draft.kind !== "patterns",
    }));
    const parsed = parseFilterRules(toRules(drafts));
    expect(parsed.ok && parsed.value.map(({ kind }) => kind)).toEqual([
      "words",
      "links",
      "repeats",
      "flood",
      "capitals",
    ]);
    expect(parsed.ok && parsed.value[0]).toMatchObject({ lists: ["ko"] });
  });

  it("[FI1] give a new filter an id that no other has", () => {
    const taken: FilterRule = { ...RULES[0]!, id: "words" };
    const ids = toDrafts([taken], "en").map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("leave empty lines out, and what is no number to the server", () => {
    const [words, , repeats] = toDrafts([], "fi");
    const rules = toRules([
      { ...words!, isOn: true, typed: { ...words!.typed, words: "  one \n\n two\n" } },
      { ...repeats!, isOn: true, typed: { ...repeats!.typed, withinSeconds: "" } },
    ]);
    expect(rules[0]).toMatchObject({ words: ["one", "two"], lists: ["en"] });
    expect(parseFilterRules(rules)).toMatchObject({ ok: false, error: { code: "bad-request" } });
  });

  it("[FI12] show a refusal at the filter of which it speaks", () => {
    const [first, ...others] = toDrafts(RULES, "en");
    const drafts = [{ ...first!, isOn: false }, ...others];
    const faultOf = (message: string) => readFault(message, drafts, koFilters.faults);
    const isEnglish = true;
    expect(faultOf("rules[1]: words is wrong.")).toEqual({
      id: "more",
      text: "words is wrong.",
      isEnglish,
    });
    expect(faultOf("numbers: missing )")).toEqual({ id: "numbers", text: "missing )", isEnglish });
    expect(faultOf("The rules are too long.")).toEqual({
      text: "The rules are too long.",
      isEnglish,
    });
    expect(faultOf(`numbers: ${FILTER_FAULTS.patternsTooLarge}`)).toEqual({
      id: "numbers",
      text: koFilters.faults.patternsTooLarge,
      isEnglish: false,
    });
  });
});
