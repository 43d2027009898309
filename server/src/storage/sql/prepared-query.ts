import type { Compilable, CompiledQuery } from "kysely";
import type { Database } from "./schema.ts";

/** Stands for a value in a query that is compiled before the value is known. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Gives the placeholder of a value, typed as the value. */
type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

type Build<Values, Row, Context> = (
  db: Database,
  value: ValueOf<Values>,
  context: Context,
) => Compilable<Row>;

/**
 * A query that is built and compiled once per database, and then runs with other values.
 *
 * For the statements of every send: Kysely takes longer to build and compile them than SQLite
 * takes to run them.
 */
export class PreparedQuery<Values extends object, Row = unknown, Context = void> {
  readonly #build: Build<Values, Row, Context>;
  /** By the adapter, which a database shares with its transactions. */
  readonly #compiled = new WeakMap<object, CompiledQuery<Row>>();

  constructor(build: Build<Values, Row, Context>) {
    this.#build = build;
  }

  /** Runs it; `context` is the same for all of a database's queries, such as its dialect. */
  async execute(db: Database, values: Values, context: Context): Promise<Row[]> {
    const compiled = this.#compiledFor(db, context);
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    return runCompiled(db, { ...compiled, parameters });
  }

  #compiledFor(db: Database, context: Context): CompiledQuery<Row> {
    const { adapter } = db.getExecutor();
    let compiled = this.#compiled.get(adapter);
    if (!compiled) {
      const value = (name: string) => new Placeholder(name);
      compiled = this.#build(db, value as unknown as ValueOf<Values>, context).compile();
      this.#compiled.set(adapter, compiled);
    }
    return compiled;
  }
}

/**
 * The adapter of a database with one connection, which a transaction holds for itself: a compiled
 * statement can then be run at once.
 */
export interface DirectAdapter {
  /** Runs a statement of the transaction that is under way, and returns its rows. */
  runInTransaction(sql: string, parameters: readonly unknown[]): unknown[];
}

function isDirect(adapter: object): adapter is DirectAdapter {
  return "runInTransaction" in adapter;
}

/**
 * Runs a compiled statement; in a transaction without Kysely's layers, if the database can.
 *
 * Those cost more than SQLite takes to run the statement, where a commit holds one message.
 * (docs/decisions/0036-many-small-rooms.md)
 */
export async function runCompiled<Row>(db: Database, query: CompiledQuery<Row>): Promise<Row[]> {
  const { adapter } = db.getExecutor();
  if (db.isTransaction && isDirect(adapter))
    return adapter.runInTransaction(query.sql, query.parameters) as Row[];
  return (await db.executeQuery<Row>(query)).rows;
}
