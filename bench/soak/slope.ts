/** A value at a time. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

export interface Slope {
  perHour: number;
  /** Standard error of it. */
  error: number;
}

const HOUR_MS = 3_600_000;
const WINDOW_MS = 30_000;

/**
 * The slope of memory over time.
 *
 * Memory swings between garbage collections, so the line is drawn through the lowest value of each
 * half minute. Fewer than three windows have no slope.
 */
export function slopeOf(samples: readonly Sample[]): Slope | undefined {
  const lowest = new Map<number, Sample>();
  for (const sample of samples) {
    const window = Math.floor((sample.atMs - samples[0]!.atMs) / WINDOW_MS);
    const known = lowest.get(window);
    if (!known || sample.value < known.value) lowest.set(window, sample);
  }
  const points = [...lowest.values()];
  if (points.length < 3) return undefined;
  const meanOf = (read: (sample: Sample) => number) =>
    points.reduce((sum, point) => sum + read(point), 0) / points.length;
  const [meanMs, mean] = [meanOf(({ atMs }) => atMs), meanOf(({ value }) => value)];
  const spread = points.reduce((sum, { atMs }) => sum + (atMs - meanMs) ** 2, 0);
  const slope =
    points.reduce((sum, { atMs, value }) => sum + (atMs - meanMs) * (value - mean), 0) / spread;
  const rest = points.reduce(
    (sum, { atMs, value }) => sum + (value - mean - slope * (atMs - meanMs)) ** 2,
    0,
  );
  const error = Math.sqrt(rest / (points.length - 2) / spread);
  return { perHour: slope * HOUR_MS, error: error * HOUR_MS };
}
