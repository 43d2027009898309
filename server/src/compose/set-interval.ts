/** Does something again and again until the signal; a round that lasts too long swallows the next. */
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
