import { sql, type Kysely, type Transaction } from "kysely";
import { migrate } from "../../sql/migrate.ts";
import type { Schema } from "../../sql/schema.ts";
import type { SqlDialect } from "../../sql/sql-dialect.ts";
import { adoptLegacyTables } from "./legacy-tables.ts";
import { lockSchema } from "./lock-schema.ts";

/** The tables that record the migrations; the names are unique to the chat. */
const MIGRATION_TABLES = {
  migrationTableName: "live_chat_migrations",
  migrationLockTableName: "live_chat_migrations_lock",
} as const;

/**
 * Creates the schema, moves older tables into it, migrates and locks it, all in one transaction.
 * Several processes may start at once: one does the work, the others wait.
 */
export async function prepareSchema(
  db: Kysely<Schema>,
  dialect: SqlDialect,
  schema: string,
  notify: (notice: string) => void,
): Promise<void> {
  const notices: string[] = [];
  await db.transaction().execute(async (trx) => {
    // A transaction-level lock, because session-level locks do not work through a pooler.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`live_chat ${schema}`}, 0))`.execute(
      trx,
    );
    // Depends on earlier starts: whether the schema exists, and what it contains.
    const isNew = await createSchema(trx, schema);
    const adoption = await adoptLegacyTables(trx, schema);
    if (!isNew && !adoption.adopted) await refuseForeignTables(trx, schema);
    const inSchema = trx.withSchema(schema);
    await migrate(inSchema, dialect, { migrationTableSchema: schema, ...MIGRATION_TABLES });
    notices.push(...(await adoption.finish(inSchema)));
    await lockSchema(trx, schema);
  });
  for (const notice of notices) notify(notice);
}

/** Creates the schema if it does not exist; true if it was created. */
async function createSchema(trx: Transaction<Schema>, schema: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean; may: boolean; me: string; db: string }>`
    select exists (select from pg_namespace where nspname = ${schema}) as found,
      has_database_privilege(current_database(), 'create') as may,
      current_user::text as me, current_database()::text as db`.execute(trx);
  const { found, may, me, db } = rows[0]!;
  if (found) return false;
  if (!may)
    throw new Error(
      `The role ${me} may not make the schema ${schema} in the database ${db}. As its owner, ` +
        `run: create schema ${schema} authorization "${me.replaceAll('"', '""')}";`,
    );
  await trx.schema.createSchema(schema).execute();
  return true;
}

/** Refuses a schema that contains other tables. */
async function refuseForeignTables(trx: Transaction<Schema>, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class
    where relnamespace = ${schema}::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    order by relname = ${MIGRATION_TABLES.migrationTableName} desc limit 1`.execute(trx);
  const [first] = rows;
  if (first && first.name !== MIGRATION_TABLES.migrationTableName)
    throw new Error(
      `The schema ${schema} holds other tables (${first.name}). The chat needs one of its own: ` +
        "set CHAT_DATABASE_SCHEMA to another name",
    );
}
