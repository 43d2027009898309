import { sql, type Kysely } from "kysely";
import type { Schema } from "../../sql/schema.ts";

/**
 * Warns if Postgres confirms commits before they are on disk: with `synchronous_commit` off, a
 * crash of Postgres can lose acknowledged messages. (SPEC LOG1)
 */
export async function warnOfLostCommits(
  db: Kysely<Schema>,
  notify: (notice: string) => void,
): Promise<void> {
  const { rows } = await sql<{ value: string }>`
    select current_setting('synchronous_commit') as value`.execute(db);
  if (rows[0]?.value !== "off") return;
  notify(
    "Postgres has synchronous_commit = off: if it crashes, messages that were already shown may " +
      "be lost. Turn it on for this database: alter database <name> set synchronous_commit = on;",
  );
}
