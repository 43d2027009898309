import type { RawBuilder } from "kysely";

/** The differences between SQLite and Postgres. */
export interface SqlDialect {
  /** The store's own clock, in ms since 1970. */
  nowMs: RawBuilder<number>;
  /** The schema that the tables are in, for what is written as SQL; without it, the usual one. */
  schema?: string;
  /** A table of the elements of a JSON array, in their order; its column is `value`. */
  elementsOf: (json: string) => RawBuilder<unknown>;
  /** Written after a table whose rows are to lie in the order of its primary key, where there is such. */
  clustered?: RawBuilder<unknown>;
  /** Converts a driver's error into a `StoreError` with the right code. (SPEC LOG7) */
  toStoreError: (error: unknown) => Error;
  /** Throws if writes are impossible; reads may still work. */
  check?: () => void;
}
