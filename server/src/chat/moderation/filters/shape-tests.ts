import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";

/** Finds texts that repeat one unit, or have too many lines. (SPEC FI8) */
export function toFloodTest({ inRow, lines }: FilterTest & { kind: "flood" }): TextTest {
  return (read) => {
    if (lines !== undefined && read.text.split("\n").length > lines) return {};
    return inRow !== undefined && read.longestRow > inRow ? {} : undefined;
  };
}

/** Finds texts that are mostly capitals, in scripts that have capitals. (SPEC FI9) */
export function toCapitalsTest(test: FilterTest & { kind: "capitals" }): TextTest {
  const { percent, minLetters } = test;
  return ({ letterCase: { letters, capitals } }) =>
    letters >= minLetters && capitals * 100 >= percent * letters ? {} : undefined;
}
