import { setTimeout as pause } from "node:timers/promises";
import type { Answer } from "#protocol";
import type { SoakCounts } from "./soak-counts.ts";

/** What a server says that has too much to do, or whose disk is slow, for the moment. */
const BUSY: ReadonlySet<string> = new Set(["store-busy", "store-unavailable", "server-busy"]);
/** As long as the element keeps a message before it tells its writer that it failed. */
const PATIENCE_MS = 120_000;
const RETRY_MS = 1_000;

/**
 * Asks again while the server is busy, as clients do; what is refused to the end is lost. Undefined
 * if no answer came.
 */
export async function repeatWhileBusy<A extends Answer | undefined>(
  what: string,
  counts: SoakCounts,
  ask: () => Promise<A>,
): Promise<A> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (!answer || answer.ok || !BUSY.has(answer.error.code)) return answer;
    if (performance.now() > deadline) {
      counts.lost(what);
      return answer;
    }
    counts.add(`${what} repeated, since the server was busy`);
    await pause(answer.error.retryAfterMs ?? RETRY_MS);
  }
}
