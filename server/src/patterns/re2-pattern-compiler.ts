import { RE2JS } from "re2js";

import type { PatternCompiler } from "../chat/filters/filter-context.ts";

/** Instructions of a pattern's program; each costs time at each character. */
const MAX_PROGRAM = 200;

/** Compiles people's patterns with RE2, whose time grows with the text alone. (SPEC FI6) */
export class Re2PatternCompiler implements PatternCompiler {
  compile(source: string): { test: (text: string) => boolean } | { fault: string } {
    try {
      const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
      if (pattern.programSize() > MAX_PROGRAM)
        return { fault: "This pattern is too large. Repeat less, or make two of it." };
      if (pattern.test("")) return { fault: "This pattern finds every text." };
      return { test: (text) => pattern.test(text) };
    } catch (error) {
      const why = error instanceof Error ? error.message : "unknown";
      return { fault: `This is not a pattern: ${why}` };
    }
  }
}
