import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
} from "kysely";
import type pg from "pg";
import { TransactionDriver, type TransactionLimits } from "./transaction-driver.ts";

/**
 * Kysely's Postgres dialect for poolers, where each transaction may use another server connection.
 */
export class PooledPostgresDialect implements Dialect {
  readonly #pool: pg.Pool;
  readonly #limits: TransactionLimits;

  constructor(pool: pg.Pool, limits: TransactionLimits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  createDriver(): Driver {
    return new TransactionDriver(this.#pool, this.#limits);
  }

  createAdapter(): DialectAdapter {
    return new LocklessAdapter();
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db);
  }
}

/** The migrator already holds a lock that ends with its transaction. */
class LocklessAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}
