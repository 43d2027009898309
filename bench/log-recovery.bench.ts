import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { openSqlite } from "../server/src/storage/engines/sqlite/open-sqlite.ts";
import { LightClient } from "../tests/support/light-client.ts";
import { startLogServer } from "./support/start-log-server.ts";
import { percentile, spread } from "./support/statistics.ts";

/*
 * Joining a stream with 100 and with 1,000,000 stored messages; catching up on 100 missed
 * entries; and 1,000 viewers who come back at once after the server was started again.
 */
const ROUNDS = 3;
const JOINS = 300;
const CROWD = 1_000;
const MISSED = 100;

const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
try {
  for (const stored of [100, 1_000_000]) {
    const path = join(folder, `${stored}.db`);
    await fill(path, stored);
    const figures: Figures[] = [];
    for (let round = 0; round < ROUNDS; round++) figures.push(await measure(path, stored));
    report(stored, figures);
  }
} finally {
  rmSync(folder, { recursive: true });
}

interface Figures {
  firstJoinMs: number;
  joinP99Ms: number;
  catchUpP99Ms: number;
  crowdMs: number;
}

async function measure(path: string, stored: number): Promise<Figures> {
  const after = { epoch: "bench", seq: stored - MISSED, id: `id-${stored - MISSED}` };
  const server = await startLogServer(`sqlite:${path}`);
  const client = await LightClient.open(server.url);
  const firstJoinMs = await timeJoin(client, {});
  const joins: number[] = [];
  for (let i = 0; i < JOINS; i++) joins.push(await timeJoin(client, {}));
  const catchUps: number[] = [];
  for (let i = 0; i < JOINS; i++) catchUps.push(await timeJoin(client, { after }));
  client.close();
  await server.stop();

  const again = await startLogServer(`sqlite:${path}`);
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => LightClient.open(again.url)));
  const start = performance.now();
  await Promise.all(crowd.map((one) => timeJoin(one, { after })));
  const crowdMs = performance.now() - start;
  for (const one of crowd) one.close();
  await again.stop();
  return {
    firstJoinMs,
    joinP99Ms: percentile(joins, 0.99),
    catchUpP99Ms: percentile(catchUps, 0.99),
    crowdMs,
  };
}

/** From asking to the answer with its messages or entries, which must be the right number. */
async function timeJoin(client: LightClient, more: object): Promise<number> {
  const start = performance.now();
  const ack = await client.ask("join-room", { streamId: "s1", wants: ["entries"], ...more });
  const ms = performance.now() - start;
  const [answer] = JSON.parse(ack) as [{ entries?: unknown[]; messages?: unknown[] }];
  if ((answer.entries ?? answer.messages)?.length !== 100) throw new Error(ack.slice(0, 200));
  return ms;
}

/** Stores messages as quickly as SQLite makes them up. */
async function fill(path: string, count: number): Promise<void> {
  await (await openSqlite(path)).log.close();
  const database = new SqliteDatabase(path);
  database
    .prepare("insert into streams (id, epoch, last_seq, last_at) values ('s1', 'bench', ?, ?)")
    .run(count, count);
  database
    .prepare(
      `with recursive n(seq) as (select 1 union all select seq + 1 from n where seq < ?)
       insert into entries (stream_id, seq, id, kind, at, user_id, client_id, nickname, role, body)
       select 's1', seq, 'id-' || seq, 'message', seq, 'u' || seq % 5000, 'c' || seq,
              '시청자 ' || seq % 5000, 'guest', '이 색상 재고 있나요? ' || seq from n`,
    )
    .run(count);
  database.close();
}

function report(stored: number, figures: readonly Figures[]): void {
  const show = (key: keyof Figures) =>
    spread(
      figures.map((figure) => figure[key]),
      1,
    );
  console.log(
    `${stored} stored: first join after a start ${show("firstJoinMs")} ms; ` +
      `join p99 ${show("joinP99Ms")} ms; catch-up of ${MISSED} p99 ${show("catchUpP99Ms")} ms; ` +
      `${CROWD} viewers back within ${show("crowdMs")} ms`,
  );
}
