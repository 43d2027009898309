const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A duration in its two largest units, in the locale's form: 2 hr 5 min. */
export function formatDuration(ms: number, locale: string): string {
  let seconds = Math.max(1, Math.ceil(ms / 1_000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  return UNITS.slice(first, first + 2)
    .flatMap(([unit, size]) => {
      const count = Math.floor(seconds / size);
      seconds %= size;
      return count === 0 ? [] : formatUnit(count, unit, locale);
    })
    .join(" ");
}

function formatUnit(count: number, unit: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count);
}
