import { parseTryFilter } from "#protocol";
import { z } from "zod";
import { operation, type Operation } from "../operation.ts";
import { filterFinding, filterRules } from "../schemas/filter-schemas.ts";

/** In the place of what the path names, which has been parsed and may be a channel. */
const ANY = "any";

export const readFilters = operation({
  method: "get",
  path: "/streams/{id}/filters",
  id: "readFilters",
  access: "owner",
  summary: "The filters of a stream, in the order in which they are tried.",
  answer: z.object({ rules: filterRules }),
  handle: ({ requests, asker, streamId }) => requests.filters(asker, streamId),
});

export const tryFilters = operation({
  method: "post",
  path: "/streams/{id}/filters/try",
  id: "tryFilters",
  access: "owner",
  summary:
    "Finds the rule that would act on a text, of the stream's rules or of the given ones. Changes nothing.",
  body: z.strictObject({ text: z.string(), rules: filterRules.exactOptional() }),
  answer: z.object({ finding: filterFinding.exactOptional() }),
  handle: async ({ requests, streamId, body }) => {
    const asked = parseTryFilter({ ...body, streamId: ANY });
    if (!asked.ok) return asked;
    const { text, rules } = asked.value;
    return requests.tryFilters(streamId, rules, text);
  },
});

/** Operations on a stream's filters; `set-filters` is a moderation action. (SPEC AD5, FI13) */
export const filterOperations: readonly Operation[] = [readFilters, tryFilters];
