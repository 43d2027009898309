import type SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
} from "kysely";

/**
 * Kysely's SQLite dialect, on one connection that one caller holds at a time.
 *
 * The stock driver hands the connection to everyone at once, and a read in the
 * middle of another's transaction would see what is not committed. (SPEC LOG1)
 */
export class SerialSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase.Database;
  readonly #check: () => void;

  /** `check` is called before each write, and throws where there must be none. */
  constructor(database: SqliteDatabase.Database, check: () => void = () => undefined) {
    super({ database });
    this.#database = database;
    this.#check = check;
  }

  override createDriver(): Driver {
    return new SerialSqliteDriver(this.#database, this.#check);
  }
}

class SerialSqliteDriver extends SqliteDriver {
  readonly #database: SqliteDatabase.Database;
  #held: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;

  constructor(database: SqliteDatabase.Database, check: () => void) {
    super({ database: new CachedStatements(database, check) });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const free = this.#held;
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    await free;
    this.#release = release;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#release();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Takes the write lock at once: a transaction that begins as a reader cannot wait for it later.
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk has rolled back already.
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }
}

/** Statements kept prepared; batches of different sizes are different statements. */
const KEPT = 200;

class CachedStatements {
  readonly #database: SqliteDatabase.Database;
  readonly #statements = new Map<string, SqliteDatabase.Statement<unknown[]>>();
  readonly #check: () => void;

  constructor(database: SqliteDatabase.Database, check: () => void) {
    this.#database = database;
    this.#check = check;
  }

  prepare(sql: string): SqliteDatabase.Statement<unknown[]> {
    // Of a transaction, its beginning and its end.
    if (/^commit/i.test(sql) || (!this.#database.inTransaction && !/^select/i.test(sql)))
      this.#check();
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare<unknown[]>(sql);
      this.#statements.set(sql, statement);
      if (this.#statements.size > KEPT)
        this.#statements.delete(this.#statements.keys().next().value!);
    }
    return statement;
  }

  close(): void {
    this.#database.close();
  }
}
