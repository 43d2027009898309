import { sql, type RawBuilder, type SqlBool } from "kysely";

/**
 * Whether a column holds the id of a guest. `LIKE` would not do: for SQLite `Guest:1`, who is a
 * member of some shop, is like `guest:%`.
 */
export function isGuest(column: "user_id" | "people.user_id"): RawBuilder<SqlBool> {
  return sql<SqlBool>`substr(${sql.ref(column)}, 1, 6) = 'guest:'`;
}
