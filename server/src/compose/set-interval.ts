/** Runs a task periodically until the signal; a run that lasts too long skips the next. */
export function setIntervalUntil(
  ms: number,
  signal: AbortSignal,
  task: () => void | Promise<void>,
): void {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    void Promise.resolve(task()).finally(() => (running = false));
  }, ms);
  signal.addEventListener("abort", () => clearInterval(timer));
}
