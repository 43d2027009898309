import type { Kysely } from "kysely";

/**
 * The adapter of a database with one connection, which a transaction holds for itself: a compiled
 * statement can then be run at once.
 */
export interface DirectAdapter {
  /** Runs a statement of the transaction that is under way, and returns its rows. */
  runInTransaction(sql: string, parameters: readonly unknown[]): unknown[];
}

/**
 * The way to run a transaction's compiled statements without Kysely's layers, if there is one.
 *
 * Those cost more than SQLite takes to run the statement, where a commit holds one message.
 * (docs/decisions/0036-many-small-rooms.md)
 */
export function directAdapterOf<Tables>(db: Kysely<Tables>): DirectAdapter | undefined {
  const { adapter } = db.getExecutor();
  return db.isTransaction && isDirect(adapter) ? adapter : undefined;
}

function isDirect(adapter: object): adapter is DirectAdapter {
  return "runInTransaction" in adapter;
}
