/** Only reached by a hang; benches measure durations. */
const DEADLINE_MS = 60_000;
const FIRST_INTERVAL_MS = 5;
const MAX_INTERVAL_MS = 100;
/** A condition that has not come so soon is looked at more rarely. */
const SOON_MS = 250;

/**
 * Resolves once a condition holds, however long that takes; a failure names the condition.
 *
 * Conditions ask servers and databases, which takes CPU from what is waited for. What takes long is
 * noticed up to a tenth of that time later.
 */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    const waitedMs = performance.now() - start;
    if (waitedMs > deadlineMs) throw new Error(`never came: ${what}`);
    const intervalMs =
      waitedMs < SOON_MS ? FIRST_INTERVAL_MS : Math.min(MAX_INTERVAL_MS, waitedMs / 10);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
