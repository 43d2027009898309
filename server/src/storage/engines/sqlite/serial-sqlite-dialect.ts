import type SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from "kysely";
import { refuseUnstorable } from "../../../chat/text/refuse-unstorable-text.ts";
import type { Priority, PriorityLock } from "./priority-lock.ts";

export interface SerialOptions {
  lock: PriorityLock;
  priority: Priority;
  /** Called before each write; throws to prevent it. */
  check: () => void;
}

/**
 * Kysely's SQLite dialect, on one connection with one user at a time.
 *
 * The stock driver gives the connection to everyone at once, so a read during another's transaction
 * would see uncommitted data. (SPEC LOG1) Several dialects may share a connection and its lock,
 * each with its own priority.
 */
export class SerialSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase.Database;
  readonly #options: SerialOptions;

  constructor(database: SqliteDatabase.Database, options: SerialOptions) {
    super({ database });
    this.#database = database;
    this.#options = options;
  }

  override createDriver(): Driver {
    return new SerialSqliteDriver(this.#database, this.#options);
  }
}

class SerialSqliteDriver extends SqliteDriver {
  readonly #database: SqliteDatabase.Database;
  readonly #lock: PriorityLock;
  readonly #priority: Priority;

  constructor(database: SqliteDatabase.Database, { lock, priority, check }: SerialOptions) {
    super({ database: new CachedStatements(database, check) });
    this.#database = database;
    this.#lock = lock;
    this.#priority = priority;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#lock.acquire(this.#priority);
    return new CarefulConnection(await super.acquireConnection());
  }

  override async releaseConnection(): Promise<void> {
    this.#lock.release();
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Takes the write lock at once: a transaction that begins as a reader cannot wait for it later.
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // After a full disk, SQLite has already rolled back.
    if (this.#database.inTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }
}

class CarefulConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  // SQLite would accept texts that Postgres does not, or store them changed.
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    refuseUnstorable(query.parameters);
    return this.#connection.executeQuery<R>(query);
  }

  streamQuery<R>(query: CompiledQuery, size: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, size);
  }
}

/** Number of prepared statements kept; batches of different sizes are different statements. */
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
    // Checks at the commit of a transaction, and before a write outside of one.
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
