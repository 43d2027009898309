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
import { refuseUnstorable } from "../../../chat/text/unstorable-text.ts";

/** Limits that hold for one transaction, in ms; 0 for none. */
export interface TransactionLimits {
  statementMs: number;
  /** What a killed server left open must not lock a stream for long. */
  idleMs: number;
}

/**
 * Kysely's driver for Postgres, in which everything happens in transactions, single
 * statements too. (docs/decisions/0018-postgres-is-shared.md)
 *
 * A pooler such as pgbouncer hands out another server connection for each transaction: what
 * is to hold is therefore set inside each one. The same round trip tells whether the server
 * takes writes; one that does not, as after a failover, is left at once. (SPEC LOG7)
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
      // Tables are named with their schema; nothing of another schema is found by accident.
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
   * Begins a transaction, on another connection where this one turns out to be broken or to
   * lead to a server that only reads. Nothing was asked of it yet, so nothing is done twice.
   */
  async #begin(current: pg.PoolClient): Promise<pg.PoolClient> {
    for (let client = current; ; client = await this.#connectAnew()) {
      const isReused = this.#used.has(client);
      this.#used.add(client);
      try {
        await open(client, this.#opening);
        return client;
      } catch (error) {
        // Within its transaction: a pooler then drops its own connection to the server, too.
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

/** Thrown where the connection was given back already. */
class ReleasedError extends Error {
  constructor(cause: unknown) {
    super("the connection is gone", { cause });
  }
}

async function open(client: pg.PoolClient, opening: string): Promise<void> {
  // Several statements have several results, which the driver's types do not say.
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
    // An earlier error left nothing to commit.
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
      // What went wrong first is what there is to tell.
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
    // Nobody knows what another would find in a transaction that was left open.
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
 * Whether an error says that the connection is of no more use: the network's and the
 * driver's have no SQLSTATE; a server that ends, starts or only reads names itself.
 */
function isBroken(error: unknown): boolean {
  const { code = "" } = error as { code?: string };
  return !/^[0-9A-Z]{5}$/.test(code) || /^(08|57P|25006|25P03|58|XX)/.test(code);
}
