import type { ShowStore } from "../ports/show-store.ts";
import type { ActivityCount } from "./count-activity.ts";

/** Entries of one read: a few milliseconds of the database's time. */
const PAGE = 2_000;

export interface Period {
  readonly fromMs: number;
  /** Not in it. */
  readonly toMs: number;
}

/**
 * Counts a stream's log in a period, from its end backwards; false where it holds more than
 * `most` entries. It ends early where nobody waits any more.
 */
export async function readActivity(
  { shows }: { readonly shows: Pick<ShowStore, "readWritten"> },
  streamId: string,
  { fromMs, toMs }: Period,
  count: ActivityCount,
  most: number,
  isGone: () => boolean = () => false,
): Promise<boolean> {
  let read = 0;
  for (let before = Number.MAX_SAFE_INTEGER; read < most && !isGone(); read += PAGE) {
    const page = await shows.readWritten(streamId, before, PAGE);
    count.addMessages(page.messages.filter(({ atMs }) => atMs >= fromMs && atMs < toMs));
    // Times go up with the seq: what comes before is older. (SPEC LOG1)
    if (page.beforeSeq === undefined || (page.oldestAtMs ?? 0) < fromMs) return true;
    before = page.beforeSeq;
  }
  return false;
}
