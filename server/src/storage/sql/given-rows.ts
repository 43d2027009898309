import { sql, type RawBuilder } from "kysely";
import { refuseUnstorable } from "../../chat/text/refuse-unstorable-text.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** A value of a row that is given to a statement. */
export type GivenValue = string | number | null;

/**
 * Encodes rows as one parameter of a statement. A statement is then the same for any number of
 * rows, and is compiled once.
 */
export function encodeRows(rows: readonly (readonly GivenValue[])[]): string {
  // JSON escapes what no store holds, so the driver would not notice it.
  for (const row of rows) refuseUnstorable(row);
  return JSON.stringify(rows);
}

/** Encoded rows as a table of a statement, in their order, with the name `given`. */
export function givenRows({ elementsOf }: SqlDialect, encoded: string) {
  return elementsOf(encoded).as("given");
}

/** A column of the given rows that holds texts. */
export function givenText(column: number): RawBuilder<string> {
  return sql<string>`cast(given.value ->> ${sql.lit(column)} as text)`;
}

/** A column of the given rows that holds whole numbers. */
export function givenNumber(column: number): RawBuilder<number> {
  return sql<number>`cast(given.value ->> ${sql.lit(column)} as bigint)`;
}
