import { randomBytes } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Schema } from "../../sql/schema.ts";
import { findGrantees, lockTables } from "./lock-schema.ts";

type Trx = Transaction<Schema>;

/**
 * The tables of each migration while they were in `public`, with the columns that identify them.
 */
const LEGACY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "0001-stream-log": {
    streams: "id epoch first_seq last_seq last_at",
    entries:
      "stream_id seq id kind at user_id client_id nickname avatar_url role body target_id target_seq",
    secrets: "name value",
  },
  "0002-identity": {
    chat_sessions: "id request origin person handle_hash previous_hash rotated_at",
    staff_names: "skeleton user_id",
  },
  "0003-moderation": {
    sanctions: "stream_id user_id kind reason since until address_hash by_owner action_id version",
    stream_staff: "stream_id user_id role",
    actions: "stream_id number id at kind by_user_id message_text slot undo undone_by",
    removed_texts: "stream_id seq removal_seq removed_at user_id target_seq body",
    held_messages: "stream_id id at user_id why client_id rule body reply_to",
    reports: "stream_id message_id user_id reason at",
    people: "user_id first_at seen_at address_hash",
    slow_writers: "stream_id user_id at",
    recent_texts: "stream_id fingerprint at",
  },
  "0004-webhooks": {
    webhooks: "id url secret events streams",
    webhook_lanes: "webhook_id stream_id seq actions attempts next_at lease_until",
  },
};

export interface Adoption {
  adopted: boolean;
  /** Renews secrets that others may have read, once the tables are migrated; returns notices. */
  finish(trx: Trx): Promise<string[]>;
}

const NOTHING: Adoption = { adopted: false, finish: async () => [] };

/**
 * Moves the tables of an older version out of a schema that it shared with others.
 *
 * Tables are moved only if the chat's migrations are recorded and every table has their columns:
 * another application's `people` or `webhooks` is never touched.
 */
export async function adoptLegacyTables(trx: Trx, schema: string): Promise<Adoption> {
  const from = await findLegacy(trx, schema);
  if (!from) return NOTHING;
  const tables = Object.keys(from.tables);
  const grantees = await findGrantees(trx, from.schema, tables);
  if (await isInUse(trx, schema)) {
    await lockTables(trx, from.schema, tables);
    return {
      adopted: false,
      finish: async () => [
        `Tables of an older live-chat-server are in schema ${from.schema} (${tables.join(", ")}), ` +
          `beside those in ${schema} that this one serves: an older one has run since. ` +
          "What was written there is not shown; drop these tables once you need nothing of it.",
      ],
    };
  }
  if (from.schema !== schema)
    for (const table of tables)
      await trx.schema.alterTable(`${from.schema}.${table}`).setSchema(schema).execute();
  await moveRecords(trx, from, schema);
  return { adopted: true, finish: (inSchema) => renewSecrets(inSchema, from.schema, grantees) };
}

interface Legacy {
  schema: string;
  migrations: string[];
  tables: Record<string, string>;
}

async function findLegacy(trx: Trx, schema: string): Promise<Legacy | undefined> {
  // The older version's tables are in the default schema of its role and URL.
  const { rows } = await sql<{ schema: string }>`
    select n.nspname::text as schema from pg_namespace n
    join pg_class c on c.relnamespace = n.oid and c.relname = 'kysely_migration' and c.relkind = 'r'
    where n.nspname in ('public', ${schema}) or n.nspname in ${defaultSchemas}`.execute(trx);
  for (const { schema: candidate } of rows) {
    const recorded = await sql<{ name: string }>`
      select name from ${sql.table(`${candidate}.kysely_migration`)}`.execute(trx);
    const migrations = recorded.rows.map(({ name }) => name).filter((name) => name in LEGACY);
    if (!migrations.includes("0001-stream-log")) continue;
    const tables = Object.assign({}, ...migrations.map((name) => LEGACY[name])) as Legacy["tables"];
    await checkTables(trx, candidate, tables);
    return { schema: candidate, migrations, tables };
  }
  return undefined;
}

/** The search path of the connection, which each transaction overrides. */
const defaultSchemas = sql`(
  select case trim(part) when '"$user"' then current_user::text else trim(part, ' "') end
  from pg_settings, unnest(string_to_array(reset_val, ',')) part where name = 'search_path'
)`;

async function checkTables(
  trx: Trx,
  schema: string,
  tables: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    const { rows } = await sql<{ name: string }>`
      select attname::text as name from pg_attribute
      where attrelid = to_regclass(format('%I.%I', ${schema}::text, ${table}::text))
        and attnum > 0 and not attisdropped`.execute(trx);
    const found = new Set(rows.map(({ name }) => name));
    if (columns.split(" ").every((name) => found.has(name))) continue;
    throw new Error(
      `The tables of an older live-chat-server are in schema ${schema}, but ${table} there is not ` +
        `as it made it. Nothing was changed: repair that table, or, to start without the old messages, remove the ` +
        `rows 0001-stream-log and later from ${schema}.kysely_migration`,
    );
  }
}

/** Whether this version has used the schema before. */
async function isInUse(trx: Trx, schema: string): Promise<boolean> {
  const { rows } = await sql`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = 'live_chat_migrations'`.execute(trx);
  return rows.length > 0;
}

/** Moves the migration records; records of other applications stay. */
async function moveRecords(trx: Trx, { schema, migrations }: Legacy, to: string): Promise<void> {
  const old = sql.table(`${schema}.kysely_migration`);
  const own = sql.table(`${to}.live_chat_migrations`);
  const names = sql.join(migrations);
  await sql`create table ${own} (
    name varchar(255) not null primary key, "timestamp" varchar(255) not null)`.execute(trx);
  await sql`insert into ${own} select name, "timestamp" from ${old} where name in (${names})`.execute(
    trx,
  );
  await sql`delete from ${old} where name in (${names})`.execute(trx);
  const { rows } = await sql`select from ${old} limit 1`.execute(trx);
  if (rows.length > 0) return;
  await sql`drop table ${old}`.execute(trx);
  await sql`drop table if exists ${sql.table(`${schema}.kysely_migration_lock`)}`.execute(trx);
}

/** Replaces secrets that others may have read. */
async function renewSecrets(
  trx: Trx,
  from: string,
  grantees: readonly string[],
): Promise<string[]> {
  await trx.deleteFrom("secrets").execute();
  await trx.deleteFrom("chat_sessions").execute();
  // Hashes under a lost secret match nothing, and might be guessed.
  await trx.updateTable("sanctions").set({ address_hash: null }).execute();
  await trx.updateTable("people").set({ address_hash: null }).execute();
  const moved =
    `The chat's tables were moved out of schema ${from}, and nobody but their owner has rights on ` +
    "them now. The server's secrets are new: everyone signs in again, guests are new people, and " +
    "bans by address hold for the person alone. See docs/operating.md, A schema of its own.";
  if (grantees.length === 0) return [moved];
  const hooks = await trx.selectFrom("webhooks").select(["id", "url"]).orderBy("id").execute();
  for (const { id } of hooks)
    await trx
      .updateTable("webhooks")
      .set({ secret: `whsec_${randomBytes(32).toString("base64")}` })
      .where("id", "=", id)
      .execute();
  return [
    moved,
    `Until now, other roles of the database had rights on the chat's tables (${grantees.join(", ")}): ` +
      "anyone who could log in as one of them could read and change everything. Check moderators, " +
      "bans, filters and webhooks: docs/operating.md, A schema of its own, says how." +
      (hooks.length > 0
        ? ` Webhooks have new secrets; set yours again: ${hooks.map(({ id }) => id).join(", ")}.`
        : ""),
  ];
}
