import {
  filterAction as action,
  filterRules as rules,
  type FilterAction,
  type FilterRule,
} from "#protocol";
import { z } from "zod";
import { zodOf } from "./zod-of.ts";

/** A stream's filters, in the order in which they are applied. (SPEC FI1) */
export const filterRules: z.ZodType<FilterRule[]> = zodOf(rules);

const filterAction: z.ZodType<FilterAction> = zodOf(action);

/** A filter's finding in a text. (SPEC FI13) */
export const filterFinding = z.object({
  rule: z.string(),
  kind: z.enum(["words", "patterns", "links", "repeats", "flood", "capitals"]),
  action: filterAction,
  reason: z.string().exactOptional(),
  found: z
    .object({ from: z.int(), to: z.int() })
    .exactOptional()
    .describe("The position in the text, in UTF-16 units."),
});
