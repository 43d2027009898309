import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import pg from "pg";
import { expect, inject, it, onTestFinished } from "vitest";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { asRole, fillWithOldTables, likeSupabase, pgClient } from "../support/pg-client.ts";
import { createDatabase } from "../support/postgres.ts";

/* The chat in a database that belongs to others, too: docs/operating.md, A schema of its own. */

const clock = { nowMs: () => Date.now() };
const MINJI = { userId: "u-minji", nickname: "민지", role: "member" } as const;
const HELLO = { kind: "message", streamId: "s1", author: MINJI, message: "안녕" } as const;

async function open(databaseUrl: string, databaseSchema?: string) {
  const notices: string[] = [];
  const storage = await openStorage({ databaseUrl, databaseSchema }, clock, (notice) =>
    notices.push(notice),
  );
  onTestFinished(() => storage.log.close());
  return { ...storage, notices };
}

async function databaseOf(owner: string) {
  const url = await createDatabase(inject("postgresUrl"));
  const admin = await pgClient(url);
  await admin.query(`
    do $$ begin create role ${owner} login; exception when duplicate_object then null; end $$`);
  await admin.query(`grant all on schema public to ${owner}`);
  await admin.query(`grant create on database ${new URL(url).pathname.slice(1)} to ${owner}`);
  return { admin, url: asRole(url, owner), adminUrl: url };
}

/** Every right of every role but the owner on the schema and what is in it. */
async function rightsOfOthers(admin: pg.Client, schema: string): Promise<unknown[]> {
  const { rows } = await admin.query(
    `select r.rolname, c.relname, p.privilege from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
       cross join pg_roles r
       cross join unnest(array['select','insert','update','delete','truncate','references','trigger']) p(privilege)
     where c.relkind in ('r', 'v', 'm') and not r.rolsuper and r.oid <> c.relowner
       and r.rolname !~ '^pg_' and has_table_privilege(r.oid, c.oid, p.privilege)
     union all
     select r.rolname, n.nspname, p.privilege from pg_namespace n cross join pg_roles r
       cross join unnest(array['usage','create']) p(privilege)
     where n.nspname = $1 and not r.rolsuper and r.oid <> n.nspowner
       and r.rolname !~ '^pg_' and has_schema_privilege(r.oid, n.oid, p.privilege)`,
    [schema],
  );
  return rows;
}

it("[LOG9] no role but the owner has a right on anything of the chat, whatever the database gives by default", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await likeSupabase(admin, "shop_chat");
  const { log } = await open(url);
  await log.append([HELLO]);
  const publicTables = await admin.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace",
  );
  expect(publicTables.rows).toEqual([]);
  expect(await rightsOfOthers(admin, "live_chat")).toEqual([]);
  const open_ = await admin.query(
    `select relname from pg_class where relnamespace = 'live_chat'::regnamespace
       and relkind = 'r' and not relrowsecurity`,
  );
  expect(open_.rows).toEqual([]);
  const anon = await pgClient(asRole(url, "anon"));
  await expect(anon.query("select * from live_chat.secrets")).rejects.toThrow(/permission denied/);

  // A role with manually granted rights sees no rows, and loses the rights at the next start.
  await admin.query("grant usage on schema live_chat to anon");
  await admin.query("grant all on all tables in schema live_chat to anon");
  await admin.query("grant select (value) on live_chat.secrets to authenticated");
  expect((await anon.query("select * from live_chat.entries")).rows).toEqual([]);
  await expect(
    anon.query("insert into live_chat.secrets values ('session', 'mine')"),
  ).rejects.toThrow(/row-level security/);
  const again = await open(url);
  expect(await rightsOfOthers(admin, "live_chat")).toEqual([]);
  expect(await again.log.readMessages("s1", 100, 10)).toHaveLength(1);
});

it("[LOG9] rights that the server's role may not take away keep it from starting, with what to run", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await (await open(url)).log.close();
  await admin.query("create table live_chat.theirs (id text)");
  await expect(open(url)).rejects.toThrow(/belong to the role chat.*signs in as shop_chat/);
});

it("[LOG9] tables of others and their migrations stay as they are, and the chat's beside them", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  const shop = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
  });
  onTestFinished(() => shop.destroy());
  const migrations = {
    "2024-people": {
      up: (db: Kysely<unknown>) =>
        db.schema.createTable("people").addColumn("email", "text").execute(),
    },
  };
  const migrateShop = async (more: object = {}) => {
    const provider = { getMigrations: async () => ({ ...migrations, ...more }) };
    const { error } = await new Migrator({ db: shop as never, provider }).migrateToLatest();
    if (error) throw error;
  };
  await migrateShop();
  await shop.insertInto("people").values({ email: "minji@shop.example" }).execute();
  await sql`create table webhooks (id int)`.execute(shop);
  const { log, moderation } = await open(url);
  await log.append([HELLO]);
  await moderation.recordVisit("u-minji", undefined);
  await migrateShop({
    "2025-orders": {
      up: (db: Kysely<unknown>) =>
        db.schema.createTable("orders").addColumn("id", "text").execute(),
    },
  });
  await open(url);
  expect((await admin.query("select * from public.people")).rows).toEqual([
    { email: "minji@shop.example" },
  ]);
  const made = await admin.query("select name from public.kysely_migration order by name");
  expect(made.rows.map(({ name }) => name)).toEqual(["2024-people", "2025-orders"]);
});

it("[LOG9] a shop's migrations run where the chat came first", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await open(url);
  const shop = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
  });
  onTestFinished(() => shop.destroy());
  const provider = {
    getMigrations: async () => ({
      "1-people": { up: (db: Kysely<unknown>) => db.schema.createTable("people").execute() },
    }),
  };
  expect(await new Migrator({ db: shop, provider }).migrateToLatest()).not.toHaveProperty("error");
  expect((await admin.query("select from public.people")).rows).toEqual([]);
});

it("[LOG9] tables of the version before are moved, locked and used; exposed secrets are renewed, with one notice", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await likeSupabase(admin, "shop_chat");
  const owner = await pgClient(url);
  await fillWithOldTables(owner);
  const anon = await pgClient(asRole(url, "anon"));
  expect((await anon.query("select * from public.secrets")).rows).toHaveLength(2);

  const { log, secrets, sessions, webhooks, moderation, notices } = await open(url);
  expect(notices.join("\n")).toMatch(/moved out of schema public/);
  expect(notices.join("\n")).toMatch(/anon, authenticated, service_role/);
  expect(notices.join("\n")).toMatch(/Webhooks have new secrets.*bot/);
  const messages = await log.readMessages("s1", 100, 10);
  expect(messages.map(({ message }) => message)).toEqual(["안녕하세요", "조용해졌네요"]);
  expect((await log.append([HELLO]))[0]).toMatchObject({ outcome: "appended" });
  expect(await secrets.getOrCreate("session", "new")).toBe("new");
  expect(await sessions.find("session-1")).toBeUndefined();
  expect((await webhooks.all())[0]!.secret).not.toMatch(/b2xk/);
  expect((await moderation.readPolicy("s1", 0)).sanctions).toMatchObject([
    { userId: "guest:troll", kind: "ban" },
  ]);
  const left = await admin.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  expect(left.rows).toEqual([]);
  expect(await rightsOfOthers(admin, "live_chat")).toEqual([]);
  expect((await open(url)).notices).toEqual([]);
});

it("[LOG9] several servers that start at once after the upgrade move the tables once", async () => {
  const { url } = await databaseOf("shop_chat");
  await fillWithOldTables(await pgClient(url));
  const servers = await Promise.all([open(url), open(url), open(url)]);
  expect(servers.flatMap(({ notices }) => notices)).toHaveLength(1);
  for (const { log } of servers) expect(await log.readMessages("s1", 100, 10)).toHaveLength(2);
});

it("[LOG9] tables that are not as the version before made them are left alone, and nothing is changed", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await fillWithOldTables(await pgClient(url));
  await admin.query("drop table public.people; create table public.people (email text)");
  await expect(open(url)).rejects.toThrow(/public, but people there is not as it made it/);
  const { rows } = await admin.query("select from pg_namespace where nspname = 'live_chat'");
  expect(rows).toEqual([]);
});

it("[LOG9] a schema with other tables, or one that cannot be made, is refused with what to do", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  await admin.query("create schema shop authorization shop_chat");
  await admin.query("create table shop.orders (id int)");
  await expect(open(url, "shop")).rejects.toThrow(/shop holds other tables \(orders\)/);
  await admin.query(
    `revoke create on database ${new URL(url).pathname.slice(1)} from shop_chat, public`,
  );
  await expect(open(url)).rejects.toThrow(
    /may not make the schema live_chat .*create schema live_chat authorization "shop_chat"/,
  );
  await admin.query("create schema live_chat authorization shop_chat");
  expect((await open(url)).notices).toEqual([]);
});

it("[LOG1] warns at the start where Postgres confirms commits before they are on disk", async () => {
  const { admin, url } = await databaseOf("shop_chat");
  expect((await open(url)).notices).toEqual([]);
  const name = new URL(url).pathname.slice(1);
  await admin.query(`alter database ${name} set synchronous_commit = off`);
  expect((await open(url)).notices).toEqual([
    expect.stringContaining("Postgres has synchronous_commit = off"),
  ]);
  await admin.query(`alter database ${name} set synchronous_commit = on`);
  expect((await open(url)).notices).toEqual([]);
});
