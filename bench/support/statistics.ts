/** The value below which a share of the values lies; the values need no order. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** The median, with the least and the most beside it. */
export function spread(values: readonly number[], digits = 0): string {
  const show = (value: number) => value.toFixed(digits);
  return `${show(percentile(values, 0.5))} (${show(Math.min(...values))}–${show(Math.max(...values))})`;
}
