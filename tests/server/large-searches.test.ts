import { join as joinPath } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, inject, it } from "vitest";
import { sql } from "kysely";
import { openDatabase, openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { createDatabase } from "../support/postgres.ts";
import { codeOf, joinAs, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/* A moderator's searches of a long audit log block nobody, and readiness checks stay green. */

const LINES = 50_000;
const SEARCHES = 60;
const PROBES = 100;

const DATABASES: [string, string, () => Promise<string>][] = [
  [
    "SQLite",
    `(with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${LINES})
      select n from counted)`,
    async () => `sqlite:${joinPath(temporaryFolder(), "chat.db")}`,
  ],
  [
    "Postgres",
    `generate_series(1, ${LINES}) as counted(n)`,
    () => createDatabase(inject("postgresUrl")),
  ],
];

/** A stream with so many lines in its audit log, made out of one. */
async function fill(databaseUrl: string, numbers: string): Promise<void> {
  const { log } = await openStorage({ databaseUrl }, systemClock);
  const note = { kind: "note", userId: "tom", text: "seen" } as const;
  await log.append([{ kind: "action", streamId: "s1", actor: null, action: note }]);
  await log.close();
  const db = await openDatabase({ databaseUrl }, () => undefined);
  const actions = sql.raw(databaseUrl.startsWith("sqlite:") ? "actions" : "live_chat.actions");
  await sql`
    insert into ${actions} (stream_id, number, id, at, kind, user_id, nickname, reason, log_seq)
    select stream_id, number + n, 'copy.' || n, at, kind, 'person ' || n, 'Person ' || n,
      'a reason that goes on for as long as a reason usually does ' || n, log_seq
    from ${actions}, ${sql.raw(numbers)}`.execute(db);
  await db.destroy();
}

describe.each(DATABASES)("a long audit log in %s", (_, numbers, makeDatabase) => {
  it(`[MO16][LOG11] ${SEARCHES} searches of one moderator leave /readyz and everybody's sends alone`, async () => {
    const databaseUrl = await makeDatabase();
    await fill(databaseUrl, numbers);
    const { url } = await startServer({ ...SIGN_IN, databaseUrl, rateLimit: "1000/1s" });
    const mod = await joinAs(url, "mod", "moderator");
    const viewer = await joinAs(url, "viewer");
    const over = new AbortController();
    const answered: (string | undefined)[] = [];
    const searches = Array.from({ length: SEARCHES }, async (_x, i) => {
      const search = { streamId: "s1", search: `nobody ${i}` };
      answered.push(codeOf(await ask(mod.client, "load-audit", search)));
    });
    // Those that are still under way when the test is over have no answer.
    void Promise.allSettled(searches).then(() => over.abort());
    const codes = new Set<string | undefined>();
    const statuses = new Set<number>();
    for (let probe = 0; probe < PROBES && !over.signal.aborted; probe++) {
      const [ready, said] = await Promise.all([fetch(`${url}/readyz`), viewer.say("hello")]);
      statuses.add(ready.status);
      codes.add(codeOf(said));
      // Else it would be the load of sends that is tested.
      await pause(10);
    }
    expect([...statuses]).toEqual([200]);
    expect([...codes]).toEqual([undefined]);
    // One runs and four wait.
    expect(answered.filter((code) => code === "rate-limited")).toHaveLength(SEARCHES - 5);
  });
});
