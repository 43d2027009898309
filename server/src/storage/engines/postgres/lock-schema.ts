import { sql, type Transaction } from "kysely";
import type { Schema } from "../../sql/schema.ts";

type Trx = Transaction<Schema>;

/**
 * Revokes all rights on a schema and its content from everyone but its owner, and enables row-level
 * security: without a policy, it shows no rows to roles that get a right later.
 *
 * Databases may grant rights on every new table by default, as Supabase does to `anon`, so this
 * runs after each migration, in the same transaction.
 */
export async function lockSchema(trx: Trx, schema: string): Promise<void> {
  await checkOwner(trx, schema);
  for (const { statement } of await findGrants(trx, schema)) await sql.raw(statement).execute(trx);
  for (const { name } of await findOpenTables(trx, schema))
    await sql`alter table ${sql.table(`${schema}.${name}`)} enable row level security`.execute(trx);
  const left = await findGrants(trx, schema);
  if (left.length > 0)
    throw new Error(
      `Other roles of the database (${[...new Set(left.map(({ grantee }) => grantee))].join(", ")}) ` +
        `have rights in schema ${schema}, and the server's role may not take them away. As the ` +
        `database's owner, run: ${left.map(({ statement }) => `${statement};`).join(" ")}`,
    );
}

/** The roles other than the owner with rights on some of these tables. */
export async function findGrantees(
  trx: Trx,
  schema: string,
  tables: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ grantee: string }>`
    select distinct ${granteeName} as grantee
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
    where n.nspname = ${schema} and c.relname in (${sql.join(tables)}) and a.grantee <> c.relowner
    order by 1`.execute(trx);
  return rows.map(({ grantee }) => grantee);
}

/** Revokes the rights on tables that an older version left in a shared schema. */
export async function lockTables(
  trx: Trx,
  schema: string,
  tables: readonly string[],
): Promise<void> {
  for (const name of tables) {
    const table = sql.table(`${schema}.${name}`);
    for (const grantee of await findGrantees(trx, schema, [name]))
      await sql`revoke all on ${table} from ${roleOf(grantee)} cascade`.execute(trx);
    await sql`alter table ${table} enable row level security`.execute(trx);
  }
}

function roleOf(grantee: string) {
  return grantee === "PUBLIC" ? sql.raw("public") : sql.id(grantee);
}

const granteeName = sql.raw<string>(
  "case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end",
);

interface Grant {
  grantee: string;
  statement: string;
}

/** Every right of a role other than the owner, with the statement that revokes it. */
async function findGrants(trx: Trx, schema: string): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    with found as (
      select n.nspowner as owner, format('schema %I', n.nspname) as object,
        coalesce(n.nspacl, acldefault('n', n.nspowner)) as acl
      from pg_namespace n where n.nspname = ${schema}
      union all
      select c.relowner, format('%s %I.%I', case c.relkind when 'S' then 'sequence' else 'table' end,
          ${schema}::text, c.relname),
        coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
      from pg_class c
      where c.relnamespace = ${schema}::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      union all
      select c.relowner, format('table %I.%I', ${schema}::text, c.relname), t.attacl
      from pg_class c join pg_attribute t on t.attrelid = c.oid
      where c.relnamespace = ${schema}::regnamespace and t.attacl is not null and not t.attisdropped
      union all
      select p.proowner, format('routine %s', p.oid::regprocedure),
        coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p where p.pronamespace = ${schema}::regnamespace
      union all
      select t.typowner, format('type %I.%I', ${schema}::text, t.typname),
        coalesce(t.typacl, acldefault('T', t.typowner))
      from pg_type t
      where t.typnamespace = ${schema}::regnamespace and t.typtype in ('d', 'e', 'r')
    )
    select distinct ${granteeName} as grantee,
      format('revoke all on %s from %s cascade', f.object,
        case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end
      ) as statement
    from found f, aclexplode(f.acl) a
    where a.grantee <> f.owner
    order by 2`.execute(trx);
  return rows;
}

async function findOpenTables(trx: Trx, schema: string): Promise<{ name: string }[]> {
  const { rows } = await sql<{ name: string }>`
    select relname::text as name from pg_class
    where relnamespace = ${schema}::regnamespace and relkind in ('r', 'p') and not relrowsecurity
  `.execute(trx);
  return rows;
}

/**
 * Row-level security applies to everyone but the tables' owner, so the server must be the owner.
 */
async function checkOwner(trx: Trx, schema: string): Promise<void> {
  const { rows } = await sql<{ name: string; owner: string; me: string }>`
    select relname::text as name, pg_get_userbyid(relowner)::text as owner, current_user::text as me
    from pg_class
    where relnamespace = ${schema}::regnamespace and relkind in ('r', 'p')
      and not pg_has_role(current_user, relowner, 'usage')
    limit 1`.execute(trx);
  const [other] = rows;
  if (other)
    throw new Error(
      `The tables in schema ${schema} belong to the role ${other.owner}, and the server signs in ` +
        `as ${other.me}. Put ${other.owner} into CHAT_DATABASE_URL, or grant ${other.owner} to ${other.me}.`,
    );
}
