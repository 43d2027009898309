/** Only what hangs takes so long; how long something takes is a matter for benches. */
const DEADLINE_MS = 20_000;

/** Resolves once something is so, however long it takes; says what never came. */
export async function eventually(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > deadlineMs) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
