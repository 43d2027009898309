export const MINUTE_MS = 60_000;

/** When the minute began that a time is in. */
export function minuteOf(ms: number): number {
  return ms - (ms % MINUTE_MS);
}
