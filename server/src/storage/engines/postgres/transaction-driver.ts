import {
  AbortedTransactionError,
  SelectQueryNode,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import type pg from "pg";
import { refuseUnstorable } from "../../../chat/text/refuse-unstorable-text.ts";

/** Limits of one transaction, in ms; 0 for none. */
export interface TransactionLimits {
  statementMs: number;
  /** A transaction left open by a killed server must not lock a stream for long. */
  idleMs: number;
}

/**
 * Kysely driver for Postgres that runs everything in transactions, including single statements.
 * (docs/decisions/0018-postgres-is-shared.md)
 *
 * A pooler such as pgbouncer may use another server connection for each transaction, so settings
 * are made inside each one. The same round trip checks whether the server is writable; a read-only
 * one, as after a failover, is dropped at once. (SPEC LOG7)
 */
export class TransactionDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #opening: string;
  readonly #used = new WeakSet<pg.PoolClient>();

  constructor(pool: pg.Pool, { statementMs, idleMs }: TransactionLimits) {
    this.#pool = pool;
    this.#opening = [
      "begin",
      `set local statement_timeout = ${statementMs}`,
      `set local idle_in_transaction_session_timeout = ${idleMs}`,
      // Tables are named with their schema, so that no table of another schema is used by accident.
      "set local search_path = pg_catalog",
      "show transaction_read_only",
    ].join("; ");
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<TransactionConnection> {
    return new TransactionConnection(await this.#pool.connect(), (current) => this.#begin(current));
  }

  beginTransaction(
    connection: TransactionConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    if (settings.isolationLevel || settings.accessMode)
      throw new Error("transactions have the settings that the driver gives them");
    return connection.begin();
  }

  commitTransaction(connection: TransactionConnection): Promise<void> {
    return connection.commit();
  }

  rollbackTransaction(connection: TransactionConnection): Promise<void> {
    return connection.rollback();
  }

  async releaseConnection(connection: TransactionConnection): Promise<void> {
    connection.release();
  }

  destroy(): Promise<void> {
    return this.#pool.end();
  }

  /**
   * Begins a transaction, on another connection if this one is broken or leads to a read-only
   * server. No statement was sent yet, so nothing runs twice.
   */
  async #begin(current: pg.PoolClient): Promise<pg.PoolClient> {
    for (let client = current; ; client = await this.#connectAnew()) {
      const isReused = this.#used.has(client);
      this.#used.add(client);
      try {
        await open(client, this.#opening);
        return client;
      } catch (error) {
        // Released inside its transaction, so that a pooler drops its server connection, too.
        client.release(true);
        if (!isReused || !isBroken(error)) throw new ReleasedError(error);
      }
    }
  }

  async #connectAnew(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new ReleasedError(error);
    }
  }
}

/** Thrown if the connection was already released. */
class ReleasedError extends Error {
  constructor(cause: unknown) {
    super("the connection is gone", { cause });
  }
}

async function open(client: pg.PoolClient, opening: string): Promise<void> {
  // Several statements return several results, which the driver's types do not express.
  const results = (await client.query(opening)) as unknown as pg.QueryResult<ReadOnly>[];
  if (results.at(-1)?.rows[0]?.transaction_read_only !== "off")
    throw Object.assign(new Error("the database server takes no writes at the moment"), {
      code: "25006",
    });
}

interface ReadOnly {
  transaction_read_only: string;
}

class TransactionConnection implements DatabaseConnection {
  #client: pg.PoolClient | undefined;
  #broken = false;
  #inTransaction = false;
  readonly #begin: (client: pg.PoolClient) => Promise<pg.PoolClient>;

  constructor(client: pg.PoolClient, begin: (client: pg.PoolClient) => Promise<pg.PoolClient>) {
    this.#client = client;
    this.#begin = begin;
  }

  async begin(): Promise<void> {
    try {
      this.#client = await this.#begin(this.#open());
    } catch (error) {
      if (!(error instanceof ReleasedError)) throw error;
      this.#client = undefined;
      throw error.cause;
    }
    this.#inTransaction = true;
  }

  async commit(): Promise<void> {
    const { command } = await this.#query("commit");
    this.#inTransaction = false;
    // An earlier error aborted the transaction.
    if (command === "ROLLBACK") throw new AbortedTransactionError();
  }

  async rollback(): Promise<void> {
    if (!this.#client || this.#broken || !this.#inTransaction) return;
    this.#inTransaction = false;
    await this.#query("rollback");
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#inTransaction) return this.#execute(query);
    await this.begin();
    let result: QueryResult<R>;
    try {
      result = await this.#execute(query);
    } catch (error) {
      // The first error is the one to report.
      await this.rollback().catch(() => undefined);
      throw error;
    }
    await this.commit();
    return result;
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not used");
  }

  release(): void {
    // A connection with an open transaction must not be reused.
    this.#client?.release(this.#broken || this.#inTransaction);
    this.#client = undefined;
  }

  async #execute<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    refuseUnstorable(parameters);
    const { command, rowCount, rows } = await this.#query(sql, [...parameters]);
    return {
      rows: rows as R[],
      ...(!SelectQueryNode.is(query) &&
        command !== "SELECT" && { numAffectedRows: BigInt(rowCount ?? 0) }),
    };
  }

  async #query(sql: string, parameters: unknown[] = []): Promise<pg.QueryResult> {
    try {
      return await this.#open().query(sql, parameters);
    } catch (error) {
      this.#broken ||= isBroken(error);
      throw error;
    }
  }

  #open(): pg.PoolClient {
    if (!this.#client) throw Object.assign(new Error("the connection is gone"), { code: "08006" });
    return this.#client;
  }
}

/**
 * Whether an error means that the connection is unusable. Errors of the network and the driver have
 * no SQLSTATE; a server that stops, starts or is read-only has its own codes.
 */
function isBroken(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|25006|25P03|58|XX)/.test(code);
}
