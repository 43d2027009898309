import type { ShowStore } from "../ports/show-store.ts";
import type { ActivityCount } from "./count-activity.ts";

/** Number of entries per read: a few milliseconds of database time. */
const PAGE = 500;

export interface Period {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/**
 * Counts a stream's log in a period, from its end backwards; false if it holds more than `most`
 * entries. Stops early if nobody waits any more.
 */
export async function readActivity(
  { shows }: { readonly shows: Pick<ShowStore, "readWritten"> },
  streamId: string,
  { fromMs, toMs }: Period,
  count: Pick<ActivityCount, "addMessages">,
  most: number,
  isGone: () => boolean = () => false,
): Promise<boolean> {
  let read = 0;
  for (let before = Number.MAX_SAFE_INTEGER; read < most && !isGone(); read += PAGE) {
    const startMs = performance.now();
    const page = await shows.readWritten(streamId, before, PAGE);
    count.addMessages(page.messages.filter(({ atMs }) => atMs >= fromMs && atMs < toMs));
    // Times increase with the seq: earlier entries are older. (SPEC LOG1)
    if (page.beforeSeq === undefined || (page.oldestAtMs ?? 0) < fromMs) return true;
    before = page.beforeSeq;
    // As long as the read took, so that sends have at least half of the time.
    const tookMs = performance.now() - startMs;
    await new Promise((resolve) => setTimeout(resolve, tookMs));
  }
  return false;
}
