import type { FilterTest } from "#protocol";
import type { TextTest } from "./filter-context.ts";

/** Finds texts that one person, or several people, wrote just before. (SPEC FI8) */
export function toRepeatTest(test: FilterTest & { kind: "repeats" }): TextTest {
  const { byOne = Infinity, byMany = Infinity, withinSeconds } = test;
  return (_, context) => {
    const echoes = context.repeats(withinSeconds * 1_000);
    return echoes.byOne >= byOne || echoes.byMany >= byMany ? {} : undefined;
  };
}
