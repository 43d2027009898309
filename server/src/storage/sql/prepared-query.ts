import type { Compilable, CompiledQuery } from "kysely";
import { directAdapterOf } from "./direct-adapter.ts";
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
    const direct = directAdapterOf(db);
    if (direct) return direct.runInTransaction(compiled.sql, parameters) as Row[];
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
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
