export const MINUTE_MS = 60_000;

/** The start of the minute that contains a time. */
export function minuteOf(ms: number): number {
  return ms - (ms % MINUTE_MS);
}
