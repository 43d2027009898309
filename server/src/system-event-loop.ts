/** The scheduling functions of the event loop. */
export const eventLoop = {
  nowMs: (): number => performance.now(),
  nextTurn: (run: () => void): void => void setImmediate(run),
};
