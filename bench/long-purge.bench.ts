import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { openDatabase, openStorage } from "../server/src/storage/open-storage.ts";
import { LightClient } from "../tests/support/light-client.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { Neighbours, showLatency } from "./support/neighbours.ts";
import { startWatchedServer, type WatchedServer } from "./support/start-watched-server.ts";

/*
 * On Postgres: two people who wrote 200,000 messages each; one is banned with a purge, one
 * is deleted. Then a stream with 100,000 bans: opening it, and banning there. What the
 * actions take, the longest turn of the event loop, and what people of another room feel.
 * Usage: npm run bench long-purge [messages] [bans]
 */
const [messages = 200_000, bans = 100_000] = process.argv.slice(2).map(Number);
const TOKEN = "bench-admin-token-0123456789abcdef";
const MOST_TURN_MS = 50;
const CALM_MS = 5_000;

const clock = { nowMs: () => Date.now() };
const postgres = await startPostgres({ durable: true });
const databaseUrl = postgres.url;
let server: WatchedServer | undefined;
try {
  await fill();
  server = await startWatchedServer({ databaseUrl, adminToken: TOKEN, guests: true });
  await measurePurges(server);
  await measureBans(server);
} finally {
  await server?.stop();
  await postgres.stop();
}

async function fill(): Promise<void> {
  const { log } = await openStorage({ databaseUrl }, clock);
  for (const userId of ["banned", "deleted"])
    for (let from = 0; from < messages; from += 500)
      await log.append(
        Array.from({ length: 500 }, (_, i) => ({
          kind: "message",
          streamId: "raid",
          author: { userId, nickname: userId, role: "member" },
          message: `message ${from + i} of ${userId}`,
        })),
      );
  const first = { kind: "ban", userId: "person 0" } as const;
  await log.append([{ kind: "action", streamId: "bans", actor: null, action: first }]);
  await log.close();
  const db = await openDatabase({ databaseUrl }, () => undefined);
  // Each with a version of its own, as if they had come one by one.
  await sql`
    insert into live_chat.sanctions
      (stream_id, user_id, nickname, kind, since, by_owner, action_id, version)
    select stream_id, 'person ' || n, 'Person ' || n, kind, since, by_owner, action_id, version + n
    from live_chat.sanctions, generate_series(1, ${bans - 1}::int) n
    where stream_id = 'bans'`.execute(db);
  await db
    .updateTable("streams")
    .set({ policy_version: bans + 1 })
    .where("id", "=", "bans")
    .execute();
  await db.destroy();
}

async function measurePurges(watched: WatchedServer): Promise<void> {
  const neighbours = await Neighbours.enter(watched.url);
  // Somebody is in the room, so that it is shown to them.
  const viewer = await LightClient.open(watched.url);
  await viewer.ask("join-room", { streamId: "raid", wants: ["entries"] });
  console.log(`no purge: ${showLatency(await neighbours.sendUntil(pause(CALM_MS)))}`);

  await watched.report();
  const ban = { kind: "ban", userId: "banned", purge: true };
  const work = async (): Promise<void> => {
    await time("ban with purge", () =>
      request("POST", "/streams/raid/actions?clientId=b1", JSON.stringify(ban)),
    );
    await time("delete", () => request("DELETE", "/people/deleted/messages"));
    await time("all deleted texts erased", untilErased);
  };
  const meanwhile = await neighbours.sendUntil(work());
  await tellTurn("purges");
  console.log(`meanwhile: ${showLatency(meanwhile)}`);
  neighbours.close();
  viewer.close();
}

async function untilErased(): Promise<void> {
  const db = await openDatabase({ databaseUrl }, () => undefined);
  const isLeft = () =>
    db
      .selectFrom("entries")
      .select("seq")
      .where("stream_id", "=", "raid")
      .where("kind", "=", sql.lit("message"))
      .where("user_id", "=", "deleted")
      .limit(1)
      .executeTakeFirst();
  while (await isLeft()) await pause(100);
  await db.destroy();
}

async function measureBans(watched: WatchedServer): Promise<void> {
  const viewer = await LightClient.open(watched.url);
  await watched.report();
  await time(`opening a stream with ${bans} bans`, async () => {
    const joined = await viewer.ask("join-room", { streamId: "bans", wants: ["entries"] });
    if (!joined.includes('"ok":true')) throw new Error(joined);
  });
  await tellTurn("opening");
  for (let i = 0; i < 5; i++)
    await time("one ban more", () =>
      request(
        "POST",
        "/streams/bans/actions",
        JSON.stringify({ kind: "ban", userId: `another ${i}` }),
      ),
    );
  // Others hear of it by then.
  await pause(2_000);
  await tellTurn("banning");
  viewer.close();
}

async function tellTurn(what: string): Promise<void> {
  const { longestTurnMs, rssMb } = await server!.report();
  const isHeld = longestTurnMs <= MOST_TURN_MS;
  if (!isHeld) process.exitCode = 1;
  console.log(
    `${what}: longest turn ${longestTurnMs.toFixed(1)} ms, RSS ${rssMb.toFixed(0)} MB` +
      (isHeld ? "" : "  TOO MUCH"),
  );
}

async function time(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  console.log(`${what}: ${(performance.now() - start).toFixed(0)} ms`);
}

async function request(method: string, path: string, body: string | null = null): Promise<void> {
  const answer = await fetch(`${server!.url}/api/v1${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
}
