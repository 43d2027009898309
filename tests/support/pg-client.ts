import { readFileSync } from "node:fs";
import pg from "pg";
import { onTestFinished } from "vitest";

/** A plain connection to a database, as an operator's or an attacker's; it ends with the test. */
export async function pgClient(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on("error", () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** The same address for another role, with its password if it has one. */
export function asRole(url: string, role: string, password = ""): string {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  return address.href;
}

/** A database as the first version left it: tables in `public`, with a few messages. */
export async function fillWithOldTables(client: pg.Client): Promise<void> {
  await client.query(
    readFileSync(new URL("old-databases/first.postgres.sql", import.meta.url), "utf8"),
  );
}

/** Roles and default rights as Supabase has them, for everything that `owner` will make. */
export async function likeSupabase(admin: pg.Client, owner: string): Promise<void> {
  for (const role of ["anon", "authenticated", "service_role"])
    await admin.query(`
      do $$ begin create role ${role} login; exception when duplicate_object then null; end $$`);
  await admin.query(`grant usage on schema public to anon, authenticated, service_role`);
  for (const scope of ["in schema public", ""])
    for (const kind of ["tables", "sequences", "functions"])
      await admin.query(`
        alter default privileges for role ${owner} ${scope}
        grant all on ${kind} to anon, authenticated, service_role`);
  await admin.query(`
    alter default privileges for role ${owner} grant usage on schemas to anon, authenticated`);
}
