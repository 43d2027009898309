/** Maximum number of ids in one statement: SQLite takes 32,766 parameters, Postgres 65,535. */
export const IDS_PER_QUERY = 10_000;

/** Splits a list into parts of at most `size`. */
export function* slices<T>(list: readonly T[], size: number): Iterable<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}
