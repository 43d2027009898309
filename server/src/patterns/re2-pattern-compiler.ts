import { RE2JS } from "re2js";

import type { CompiledPattern, PatternCompiler } from "../chat/filters/filter-context.ts";

/** Instructions of a pattern's program; each costs time at each character. */
const MAX_PROGRAM = 100;

/**
 * Compiles people's patterns with RE2, whose time grows with the text and the program alone. (SPEC FI6)
 *
 * By its automaton without memory: the other one, which `test` takes, is made while it reads,
 * and 20 characters such as `(a|b)*a(a|b){60}c` keep it making for 70 ms at a message.
 */
export class Re2PatternCompiler implements PatternCompiler {
  compile(source: string): CompiledPattern | { fault: string } {
    try {
      const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
      const size = pattern.programSize();
      if (size > MAX_PROGRAM)
        return { fault: "This pattern is too large. Repeat less, or make two of it." };
      const test = (text: string) => pattern.matcher(text).find();
      if (test("")) return { fault: "This pattern finds every text." };
      return { test, size };
    } catch (error) {
      const why = error instanceof Error ? error.message : "unknown";
      return { fault: `This is not a pattern: ${why}` };
    }
  }
}
