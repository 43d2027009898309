import { readFileSync } from "node:fs";
import { Kysely, sql } from "kysely";
import pg from "pg";
import type { Database, Schema } from "../../sql/schema.ts";
import type { SqlDialect } from "../../sql/sql-dialect.ts";
import { sqlStorage } from "../../sql/sql-storage.ts";
import type { Storage } from "../../storage.ts";
import { PooledPostgresDialect } from "./postgres-dialect.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { hasTimedOut, toStoreError } from "./to-store-error.ts";
import type { TransactionLimits } from "./transaction-driver.ts";
import { warnOfLostCommits } from "./warn-of-lost-commits.ts";

export interface PostgresOptions {
  /** `postgres://…`; `sslmode=require` checks the server's certificate. */
  url: string;
  /** The CA file of the server's certificate, if the CA is not a public one. */
  caFile?: string;
  /** The schema for the chat's tables. */
  schema: string;
  /** How long a query may take, and a connection. 1,500 ms if it is not given. (SPEC LOG7) */
  queryTimeoutMs?: number;
  /** Receives notices about moved tables, and about settings that can lose messages. */
  notify?: (notice: string) => void;
}

/**
 * Shorter than a sender's timeout, so that a stuck query frees its connection in time. (SPEC LOG7)
 */
const QUERY_TIMEOUT_MS = 1_500;
/** Nobody waits for a start, and a database that sleeps until it is asked takes seconds to wake. */
const START_CONNECT_MS = 15_000;
const NO_ANSWER = `no answer within ${START_CONNECT_MS / 1_000} s: look at the host, the port, and firewalls between here and there`;
/** One commit is in flight at a time, and one that timed out may still be running. */
const COMMIT_CONNECTIONS = 2;
const CONNECTIONS = 8;

/** Opens a log in Postgres, which any number of servers may share. */
export async function openPostgres(options: PostgresOptions): Promise<Storage> {
  await (await openPostgresDatabase(options)).destroy();
  const { queryTimeoutMs = QUERY_TIMEOUT_MS } = options;
  const limits = { statementMs: queryTimeoutMs, idleMs: 5_000 };
  // Commits have their own connections, so that other queries never block them. (SPEC LOG11)
  const [commits, db] = [COMMIT_CONNECTIONS, CONNECTIONS].map((most) =>
    connect(options, most, limits, queryTimeoutMs).withSchema(options.schema),
  );
  try {
    await Promise.all([commits!, db!].map(connectPatiently));
  } catch (error) {
    await Promise.all([commits!, db!].map((pool) => pool.destroy()));
    throw error;
  }
  return sqlStorage(db!, { ...postgresDialect, schema: options.schema }, commits!);
}

/** Opens and migrates the tables themselves, without timeouts, for long work. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  const db = connect(options, 1, { statementMs: 0, idleMs: 0 }, START_CONNECT_MS);
  try {
    const { notify = () => undefined } = options;
    await prepareSchema(db, postgresDialect, options.schema, notify);
    await warnOfLostCommits(db, notify);
    return db.withSchema(options.schema);
  } catch (error) {
    await db.destroy();
    throw hasTimedOut(error) ? new Error(NO_ANSWER) : error;
  }
}

/** Has a connection ready for the first queries of a start, however long the database takes. */
async function connectPatiently(db: Database): Promise<void> {
  const endMs = performance.now() + START_CONNECT_MS;
  for (;;) {
    try {
      await sql`select 1`.execute(db);
      return;
    } catch (error) {
      if (!hasTimedOut(error) || performance.now() > endMs) throw error;
    }
  }
}

function connect(
  { url, caFile }: PostgresOptions,
  max: number,
  limits: TransactionLimits,
  connectionTimeoutMillis: number,
): Kysely<Schema> {
  const pool = new pg.Pool({
    ...secured(url, caFile),
    max,
    // The server enforces the same limit in each transaction; this one is for servers that hang.
    ...(limits.statementMs > 0 && { query_timeout: limits.statementMs }),
    application_name: "live-chat-server",
    connectionTimeoutMillis,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while idle, or between two statements, is replaced, and its next
  // statement fails. Without these listeners the process would end.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({ dialect: new PooledPostgresDialect(pool, limits) });
}

/** A CA file is used only if the URL does not configure TLS itself. */
function secured(url: string, caFile: string | undefined): pg.PoolConfig {
  if (!caFile) return { connectionString: url };
  const plain = new URL(url);
  plain.searchParams.delete("sslmode");
  return { connectionString: plain.href, ssl: { ca: readFileSync(caFile, "utf8") } };
}

const INT8 = 20;

// Numbers of entries and times are far below the precision of a double.
function getTypeParser(type: number, format?: "text" | "binary"): unknown {
  if (type === INT8) return Number;
  return pg.types.getTypeParser(type, format as "text");
}

const postgresDialect: SqlDialect = {
  elementsOf: (json) => sql`json_array_elements(${json}::json)`,
  // The time of the statement: the transaction began before it got the lock.
  nowMs: sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  toStoreError,
};
