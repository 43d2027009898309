import { readFileSync } from "node:fs";
import { Kysely, sql } from "kysely";
import pg from "pg";
import type { Database, Schema } from "../../sql/schema.ts";
import type { SqlDialect } from "../../sql/sql-dialect.ts";
import { sqlStorage } from "../../sql/sql-storage.ts";
import type { Storage } from "../../storage.ts";
import { PooledPostgresDialect } from "./postgres-dialect.ts";
import { prepareSchema } from "./prepare-schema.ts";
import { toStoreError } from "./to-store-error.ts";
import type { TransactionLimits } from "./transaction-driver.ts";
import { warnOfLostCommits } from "./warn-of-lost-commits.ts";

export interface PostgresOptions {
  /** `postgres://…`; `sslmode=require` checks the server's certificate. */
  url: string;
  /** A file with the authority that signed it, where that is not a public one. */
  caFile?: string;
  /** The schema that is the chat's own. */
  schema: string;
  /** Told once of what was done to older tables, and of settings that lose messages. */
  notify?: (notice: string) => void;
}

/** Shorter than what a sender waits, so that a stuck query frees its place in time. (SPEC LOG7) */
const QUERY_TIMEOUT_MS = 1_500;
/** One commit is in flight at a time, and one that was given up may linger. */
const COMMIT_CONNECTIONS = 2;
const CONNECTIONS = 8;

/** Opens a log in Postgres; any number of servers may share it. */
export async function openPostgres(options: PostgresOptions): Promise<Storage> {
  await (await openPostgresDatabase(options)).destroy();
  const limits = { statementMs: QUERY_TIMEOUT_MS, idleMs: 5_000 };
  // Commits have connections of their own, whoever holds the others. (SPEC LOG11)
  const [commits, db] = [COMMIT_CONNECTIONS, CONNECTIONS].map((most) =>
    connect(options, most, limits).withSchema(options.schema),
  );
  return sqlStorage(db!, postgresDialect, commits!);
}

/** Opens the tables themselves, brought up to date, without time-outs; for long work. */
export async function openPostgresDatabase(options: PostgresOptions): Promise<Database> {
  const db = connect(options, 1, { statementMs: 0, idleMs: 0 });
  try {
    const { notify = () => undefined } = options;
    await prepareSchema(db, postgresDialect, options.schema, notify);
    await warnOfLostCommits(db, notify);
    return db.withSchema(options.schema);
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

function connect(
  { url, caFile }: PostgresOptions,
  max: number,
  limits: TransactionLimits,
): Kysely<Schema> {
  const pool = new pg.Pool({
    ...secured(url, caFile),
    max,
    // The server has the same limit, set in each transaction; this one is for servers that hang.
    ...(limits.statementMs > 0 && { query_timeout: limits.statementMs }),
    application_name: "live-chat-server",
    connectionTimeoutMillis: QUERY_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser },
  });
  // A connection that breaks while idle, or between two statements of a transaction, is
  // replaced, and its next statement fails; without these two it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Schema>({ dialect: new PooledPostgresDialect(pool, limits) });
}

/** A certificate authority only counts where the URL does not say how to connect. */
function secured(url: string, caFile: string | undefined): pg.PoolConfig {
  if (!caFile) return { connectionString: url };
  const plain = new URL(url);
  plain.searchParams.delete("sslmode");
  return { connectionString: plain.href, ssl: { ca: readFileSync(caFile, "utf8") } };
}

const INT8 = 20;

// Numbers of entries and times fit into a double by far.
function getTypeParser(type: number, format?: "text" | "binary"): unknown {
  if (type === INT8) return Number;
  return pg.types.getTypeParser(type, format as "text");
}

const postgresDialect: SqlDialect = {
  // The time of the statement, not of the transaction: that began before it got the lock.
  nowMs: sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`,
  toStoreError,
};
