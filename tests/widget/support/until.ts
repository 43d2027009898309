/** Only reached by a hang: it ends before the test's own limit, which cannot say what was missing. */
const DEADLINE_MS = 90_000;

/** Resolves once a condition holds, however long that takes; a failure names the condition. */
export async function until(
  isSo: () => unknown,
  what = `what holds when ${isSo.toString()}`,
): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > DEADLINE_MS) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
