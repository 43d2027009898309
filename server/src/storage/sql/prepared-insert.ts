import type { CompiledQuery } from "kysely";
import { runCompiled } from "./prepared-query.ts";
import type { Database, Schema } from "./schema.ts";

/**
 * Rows per statement. Each number is a statement of its own, so there are few; the largest stays
 * far below the parameters that SQLite and Postgres take.
 */
const SIZES = [64, 32, 16, 8, 4, 2, 1];

/**
 * Inserts any number of rows with few statements, each built and compiled once per database.
 *
 * Rows as JSON, as in `given-rows.ts`, would be one statement, but SQLite takes three times as long
 * to read the columns of a wide row from it.
 */
export class PreparedInsert<Row extends object> {
  readonly #table: keyof Schema;
  readonly #columns: readonly (keyof Row & string)[];
  /** By the adapter, which a database shares with its transactions, and the number of rows. */
  readonly #compiled = new WeakMap<object, Map<number, CompiledQuery>>();

  constructor(table: keyof Schema, columns: readonly (keyof Row & string)[]) {
    this.#table = table;
    this.#columns = columns;
  }

  async execute(db: Database, rows: readonly Row[]): Promise<void> {
    let next = 0;
    for (const size of SIZES)
      for (; rows.length - next >= size; next += size) {
        const parameters = rows
          .slice(next, next + size)
          .flatMap((row) => this.#columns.map((name) => row[name]));
        await runCompiled(db, { ...this.#compiledFor(db, size), parameters });
      }
  }

  #compiledFor(db: Database, size: number): CompiledQuery {
    const { adapter } = db.getExecutor();
    const bySize = this.#compiled.get(adapter) ?? new Map<number, CompiledQuery>();
    this.#compiled.set(adapter, bySize);
    let compiled = bySize.get(size);
    if (!compiled) {
      const row = Object.fromEntries(this.#columns.map((name) => [name, ""]));
      const rows = Array.from({ length: size }, () => row);
      compiled = db.insertInto(this.#table).values(rows).compile();
      bySize.set(size, compiled);
    }
    return compiled;
  }
}
