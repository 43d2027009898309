/** The event loop, as what paces crowds sees it. */
export const eventLoop = {
  nowMs: (): number => performance.now(),
  nextTurn: (run: () => void): void => void setImmediate(run),
};
