import { expect, inject, it, onTestFinished } from "vitest";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { eventually } from "../support/eventually.ts";
import { pgClient } from "../support/pg-client.ts";
import { startPgbouncer } from "../support/pgbouncer.ts";
import { createDatabase } from "../support/postgres.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { join, send } from "../support/stock-client.ts";

/* Poolers in transaction mode, as pgbouncer and Supabase's: another server connection each time. */

const clock = { nowMs: () => Date.now() };

async function behindPgbouncer(poolSize?: number) {
  const directUrl = await createDatabase(inject("postgresUrl"));
  return { directUrl, pooledUrl: await startPgbouncer(directUrl, poolSize) };
}

it("[LOG7] migrates, starts and serves behind a pgbouncer in transaction mode", async () => {
  const { pooledUrl, directUrl } = await behindPgbouncer();
  const servers = await Promise.all([1, 2].map(() => startServer({ databaseUrl: pooledUrl })));
  const [minji, tom] = servers.map(({ url }) => connect(url, { transports: ["websocket"] }));
  await join(minji!, "s1", "민지");
  await join(tom!, "s1", "Tom");
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => send(i % 2 ? minji! : tom!, "s1", `text ${i}`)),
  );
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(40);
  const direct = await openStorage({ databaseUrl: directUrl }, clock);
  onTestFinished(() => direct.log.close());
  expect(await direct.log.readMessages("s1", 1_000, 100)).toHaveLength(40);
});

it("[LOG7] leaves nothing behind in a pooler's connections: no setting, lock or statement", async () => {
  const { pooledUrl } = await behindPgbouncer(1);
  const { log } = await openStorage({ databaseUrl: pooledUrl }, clock);
  const author = { userId: "u-minji", nickname: "민지", role: "member" } as const;
  await log.append([{ kind: "message", streamId: "s1", author, message: "안녕" }]);
  await log.readMessages("s1", 100, 10);
  await log.close();
  const next = await pgClient(pooledUrl);
  const { rows } = await next.query(`
    select current_setting('statement_timeout') as timeout, current_setting('search_path') as path,
      (select count(*)::int from pg_locks where locktype = 'advisory' and database =
        (select oid from pg_database where datname = current_database())) as locks,
      (select count(*)::int from pg_prepared_statements where name <> '') as statements`);
  expect(rows).toEqual([{ timeout: "0", path: '"$user", public', locks: 0, statements: 0 }]);
});

it("[LOG7] time limits hold behind a pooler: what waits for a lock fails in time and frees its connection", async () => {
  const { pooledUrl, directUrl } = await behindPgbouncer();
  const { log } = await openStorage({ databaseUrl: pooledUrl }, clock);
  onTestFinished(() => log.close());
  const author = { userId: "u-minji", nickname: "민지", role: "member" } as const;
  const hello = { kind: "message", streamId: "s1", author, message: "안녕" } as const;
  await log.append([hello]);
  // Within a transaction, Postgres shows the activity as it was when it was first looked at.
  const [holder, observer] = [await pgClient(directUrl), await pgClient(directUrl)];
  const { rows: holders } = await holder.query("select pg_backend_pid() as pid");
  await holder.query("begin; lock table live_chat.entries in access exclusive mode");
  const stuck = [log.append([hello]), log.readMessages("s1", 100, 10), log.readTail("s1", 10)];
  for (const { status } of await Promise.allSettled(stuck)) expect(status).toBe("rejected");
  // The server gives up by itself: nothing of it goes on while the lock is held.
  const isIdle = async () => {
    const { rows } = await observer.query(
      `select from pg_stat_activity where datname = current_database() and state <> 'idle'
        and pid not in (pg_backend_pid(), $1) and backend_type = 'client backend'`,
      [holders[0].pid],
    );
    return rows.length === 0;
  };
  await eventually("no statement waits any more", isIdle);
  await holder.query("rollback");
  expect((await log.append([hello]))[0]).toMatchObject({ outcome: "appended" });
});

it("[LOG7] a start that fails behind a pooler changes nothing", async () => {
  const { pooledUrl, directUrl } = await behindPgbouncer();
  const direct = await pgClient(directUrl);
  await direct.query("create schema live_chat; create table live_chat.theirs (id int)");
  await expect(openStorage({ databaseUrl: pooledUrl }, clock)).rejects.toThrow(/other tables/);
  const { rows } = await direct.query(
    "select relname from pg_class where relnamespace = 'live_chat'::regnamespace",
  );
  expect(rows).toEqual([{ relname: "theirs" }]);
});
