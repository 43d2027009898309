const FIRST_MS = 100;
const MOST_MS = 30_000;
/** Uptime after which a worker no longer counts as crash-looping. */
const LONG_MS = 60_000;

/** How long to wait before a dead worker is replaced: longer after each early death. */
export function restartDelay(
  quickEnds: number,
  livedMs: number,
): { quick: number; delayMs: number } {
  const quick = livedMs < LONG_MS ? quickEnds + 1 : 1;
  return { quick, delayMs: Math.min(MOST_MS, FIRST_MS * 2 ** (quick - 1)) };
}
