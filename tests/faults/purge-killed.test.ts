import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { sql } from "kysely";
import { openDatabase, openStorage } from "../../server/src/storage/open-storage.ts";
import { eventually } from "../support/eventually.ts";
import { message, MINJI, TOM } from "../support/message-logs.ts";
import { createDatabase } from "../support/postgres.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* A server that is killed while it erases what was deleted: nothing of it is seen again, and the next goes on. */

const MESSAGES = 10_000;
const ADMIN_TOKEN = "test-admin-token-0123456789abcdef0123";
const clock = { nowMs: () => Date.now() };

const DATABASES: [string, () => Promise<string>][] = [
  ["SQLite", async () => `sqlite:${join(temporaryFolder(), "chat.db")}`],
  ["Postgres", () => createDatabase(inject("postgresUrl"))],
];

async function fill(databaseUrl: string): Promise<void> {
  const { log } = await openStorage({ databaseUrl }, clock);
  await log.append([message("keep", { author: MINJI })]);
  for (let from = 0; from < MESSAGES; from += 500)
    await log.append(
      Array.from({ length: 500 }, (_, i) => message(`secret ${from + i}`, { author: TOM })),
    );
  await log.close();
}

/** How many texts the database itself still has of what was deleted, and how many purges to go on with. */
async function watch(databaseUrl: string) {
  const db = await openDatabase({ databaseUrl }, () => undefined);
  onTestFinished(() => db.destroy());
  return async () => {
    const texts = await db
      .selectFrom("entries")
      .select(sql<number>`count(*)`.as("count"))
      .where("body", "like", "secret %")
      .executeTakeFirstOrThrow();
    const purges = await db.selectFrom("purges").select("seq").execute();
    return { texts: texts.count, purges: purges.length };
  };
}

describe.each(DATABASES)("a purge in %s", (_, makeDatabase) => {
  const start = async (databaseUrl: string) => {
    const env = { CHAT_DATABASE_URL: databaseUrl, CHAT_ADMIN_TOKEN: ADMIN_TOKEN };
    const server = await startServerProcess(env, temporaryFolder());
    onTestFinished(() => void server.end("SIGKILL"));
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${server.url}/api/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
      });
    return { ...server, ask };
  };

  it("[AD3][EN6] goes on after a kill between two of its steps, and meanwhile shows nothing", async () => {
    const databaseUrl = await makeDatabase();
    await fill(databaseUrl);
    const left = await watch(databaseUrl);
    const first = await start(databaseUrl);
    const deleted = await first.ask(`/people/${TOM.userId}/messages`, { method: "DELETE" });
    expect(await deleted.json()).toEqual({ ok: true, streams: 1 });
    await eventually("a step more", async () => (await left()).texts < MESSAGES - 1_000);
    await first.end("SIGKILL");
    expect(await left()).toMatchObject({ purges: 1 });

    const second = await start(databaseUrl);
    const exported = await (await second.ask("/streams/s1/messages")).text();
    expect(exported).toContain("keep");
    expect(exported).not.toContain("secret");
    await eventually("nothing is left", async () => (await left()).purges === 0);
    expect(await left()).toEqual({ texts: 0, purges: 0 });
  });

  /** Bans, and asks again while the database is too busy to answer in time, as a client does. */
  const ban = async ({ ask }: Awaited<ReturnType<typeof start>>) => {
    for (;;) {
      const answer = await ask("/streams/s1/actions?clientId=ban-1", {
        method: "POST",
        body: JSON.stringify({ kind: "ban", userId: TOM.userId, purge: true }),
      });
      if (answer.status === 503) continue;
      expect(answer.status).toBe(200);
      return (await answer.json()) as { record: { id: string } };
    }
  };

  it("[MO2][EN6] a ban with a purge stands after a kill at its answer, and shows nothing", async () => {
    const databaseUrl = await makeDatabase();
    await fill(databaseUrl);
    const first = await start(databaseUrl);
    const { record } = await ban(first);
    await first.end("SIGKILL");

    const second = await start(databaseUrl);
    const sanctions = await (await second.ask("/streams/s1/sanctions")).json();
    expect(sanctions).toMatchObject({ sanctions: [{ actionId: record.id, kind: "ban" }] });
    expect(await (await second.ask("/streams/s1/messages")).text()).not.toContain("secret");
    // Asked for again, as whoever got no answer does, it is done once.
    expect((await ban(second)).record.id).toBe(record.id);
  });
});
