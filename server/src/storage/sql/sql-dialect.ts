import type { RawBuilder } from "kysely";

/** What SQLite and Postgres do not say alike. */
export interface SqlDialect {
  /** The store's own clock, in ms since 1970. */
  nowMs: RawBuilder<number>;
  /** Written after a table whose rows are to lie in the order of its primary key, where there is such. */
  clustered?: RawBuilder<unknown>;
  /** Turns a driver's error into a `StoreError` with the code it deserves. (SPEC LOG7) */
  toStoreError: (error: unknown) => Error;
  /** Throws where nothing can be kept, though reading may go on. */
  check?: () => void;
}
