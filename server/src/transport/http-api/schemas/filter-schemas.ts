import { FILTER_LANGUAGES, LIMITS } from "#protocol";
import { z } from "zod";
import { named } from "./registry.ts";

const count = (max: number) => z.int().min(1).max(max);

const action = named(
  "FilterAction",
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("refuse") }),
    z.strictObject({ kind: z.literal("hold") }),
    z.strictObject({ kind: z.literal("shadow") }),
    z.strictObject({
      kind: z.literal("timeout"),
      seconds: z.int().min(10).max(LIMITS.timeoutSeconds),
    }),
  ]),
);

/** What all rules have. */
const COMMON = {
  id: z.string().min(1).max(64),
  action,
  reason: z.string().exactOptional().describe("What the sender is told."),
};
const words = z.array(z.string()).max(LIMITS.filterWords);

/** The form of a filter; what its texts must be like is for the protocol's own parser. (SPEC FI1) */
const filterRule = named(
  "FilterRule",
  z.discriminatedUnion("kind", [
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("words") },
      lists: z.array(z.enum(FILTER_LANGUAGES)).exactOptional().describe("The server's own lists."),
      words: words.exactOptional().describe("A * at an end lets a word go on there."),
      allow: words.exactOptional().describe("Words that are right although they hold one."),
    }),
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("patterns") },
      patterns: z.array(z.string()).min(1).max(LIMITS.filterPatterns).describe("Of RE2."),
    }),
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("links") },
      allow: words.describe("Hosts that may be linked to."),
    }),
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("repeats") },
      ...{ byOne: count(100).exactOptional(), byMany: count(1_000).exactOptional() },
      withinSeconds: count(600),
    }),
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("flood") },
      ...{ inRow: count(500).exactOptional(), lines: count(500).exactOptional() },
    }),
    z.strictObject({
      ...{ ...COMMON, kind: z.literal("capitals") },
      ...{ percent: count(100), minLetters: count(500) },
    }),
  ]),
);

/** A stream's filters, in the order in which they are tried. */
export const filterRules = z.array(filterRule).max(LIMITS.filterRules);

/** What a filter found in a text. (SPEC FI13) */
export const filterFinding = z.object({
  rule: z.string(),
  kind: z.enum(["words", "patterns", "links", "repeats", "flood", "capitals"]),
  action,
  reason: z.string().exactOptional(),
  found: z
    .object({ from: z.int(), to: z.int() })
    .exactOptional()
    .describe("Where in the text, in UTF-16 units."),
});
