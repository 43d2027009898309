import { accept, parseStaffPage, STAFF_LIMITS, type Result } from "#protocol";
import type { StaffRead } from "../../chat/ports/moderation-store.ts";
import type { Call } from "./operation.ts";

/** Query parameters of a page, for the API document. */
export const PAGE_QUERY = {
  before: "The id of the item that the page ends before: the last of the page before it.",
  limit: `How many, 1 to ${STAFF_LIMITS.staffPageItems}.`,
  search: "What names, user ids or texts are searched for.",
} as const;

const ANY = "any";

/** Parses which page is asked for. (SPEC MO5) */
export function parsePageQuery({ streamId, query }: Call): Result<StaffRead> {
  const { before, limit, search } = query;
  // What the path names has been parsed, and may be a channel.
  const page = parseStaffPage({
    streamId: ANY,
    before,
    search,
    ...(limit !== undefined && { limit: /^\d{1,9}$/.test(limit) ? Number(limit) : limit }),
  });
  return page.ok ? accept({ ...page.value, streamId }) : page;
}
