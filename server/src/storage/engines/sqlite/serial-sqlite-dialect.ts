import type SqliteDatabase from "better-sqlite3";
import {
  type CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryResult,
} from "kysely";
import { refuseUnstorable } from "../../../chat/text/refuse-unstorable-text.ts";
import type { DirectAdapter } from "../../sql/prepared-query.ts";
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
  readonly #statements: CachedStatements;
  readonly #options: SerialOptions;

  constructor(database: SqliteDatabase.Database, options: SerialOptions) {
    super({ database });
    this.#statements = new CachedStatements(database, options.check);
    this.#options = options;
  }

  override createAdapter(): DialectAdapter {
    return new SerialSqliteAdapter(this.#statements);
  }

  override createDriver(): Driver {
    return new SerialSqliteDriver(this.#statements, this.#options);
  }
}

class SerialSqliteAdapter extends SqliteAdapter implements DirectAdapter {
  readonly #statements: CachedStatements;

  constructor(statements: CachedStatements) {
    super();
    this.#statements = statements;
  }

  // The lock already admits one user at a time; Kysely would add a lock of its own.
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  runInTransaction(sql: string, parameters: readonly unknown[]): unknown[] {
    if (!this.#statements.inTransaction) throw new Error("the transaction has ended");
    return this.#statements.run(sql, parameters);
  }
}

class SerialSqliteDriver extends SqliteDriver {
  readonly #statements: CachedStatements;
  readonly #lock: PriorityLock;
  readonly #priority: Priority;
  #connection: CarefulConnection | undefined;

  constructor(statements: CachedStatements, { lock, priority }: SerialOptions) {
    super({ database: statements });
    this.#statements = statements;
    this.#lock = lock;
    this.#priority = priority;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#lock.acquire(this.#priority);
    return (this.#connection ??= new CarefulConnection(await super.acquireConnection()));
  }

  override async releaseConnection(): Promise<void> {
    this.#lock.release();
  }

  override async beginTransaction(): Promise<void> {
    // Takes the write lock at once: a transaction that begins as a reader cannot wait for it later.
    this.#statements.run("begin immediate");
  }

  override async commitTransaction(): Promise<void> {
    this.#statements.run("commit");
  }

  override async rollbackTransaction(): Promise<void> {
    // After a full disk, SQLite has already rolled back.
    if (this.#statements.inTransaction) this.#statements.run("rollback");
  }
}

class CarefulConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  // As in `CachedStatements.run`.
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

  /** Runs a statement, and returns its rows. */
  run(sql: string, parameters: readonly unknown[] = []): unknown[] {
    // SQLite would accept texts that Postgres does not, or store them changed.
    refuseUnstorable(parameters);
    const statement = this.prepare(sql);
    if (statement.reader) return statement.all(parameters);
    statement.run(parameters);
    return [];
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#database.close();
  }
}
