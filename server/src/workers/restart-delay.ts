const FIRST_MS = 100;
const MOST_MS = 30_000;
/** Whoever lived so long did not die of how it was started. */
const LONG_MS = 60_000;

/** How long a worker's place stays empty after it has died: longer each time that it dies young. */
export function restartDelay(
  quickEnds: number,
  livedMs: number,
): { quick: number; delayMs: number } {
  const quick = livedMs < LONG_MS ? quickEnds + 1 : 1;
  return { quick, delayMs: Math.min(MOST_MS, FIRST_MS * 2 ** (quick - 1)) };
}
