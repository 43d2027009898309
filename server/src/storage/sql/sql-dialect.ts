import type { RawBuilder } from "kysely";

/** The differences between SQLite and Postgres. */
export interface SqlDialect {
  /** The store's own clock, in ms since 1970. */
  nowMs: RawBuilder<number>;
  /** Appended to tables whose rows are to be stored in primary key order, if supported. */
  clustered?: RawBuilder<unknown>;
  /** Converts a driver's error into a `StoreError` with the right code. (SPEC LOG7) */
  toStoreError: (error: unknown) => Error;
  /** Throws if writes are impossible; reads may still work. */
  check?: () => void;
}
