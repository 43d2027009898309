import { expect, it } from "vitest";
import { Kysely, sql } from "kysely";
import type pg from "pg";
import { PooledPostgresDialect } from "../../server/src/storage/engines/postgres/postgres-dialect.ts";

/** What a connection answers to a text, if not that all is well: an error, or a command. */
type Answers = Record<string, Error | { command: string } | undefined>;

const failure = (code?: string) => Object.assign(new Error(`failed ${code}`), code && { code });
const WRITABLE = { rows: [{ transaction_read_only: "off" }] };
const READ_ONLY = { rows: [{ transaction_read_only: "on" }] };

/** A database with a pool of connections, which are given out in this order and note all of it. */
function setUp(...connections: (Answers | "read-only")[]) {
  const seen: string[] = [];
  const idle = connections.map((answers, i) => ({
    async query(text: string) {
      const [first = ""] = text.split(";");
      seen.push(`${i} ${first}`);
      const answer = answers === "read-only" ? undefined : answers[first];
      if (answer instanceof Error) throw answer;
      if (first !== "begin") return { rows: [], rowCount: 0, command: answer?.command ?? "COMMIT" };
      return [answers === "read-only" ? READ_ONLY : WRITABLE];
    },
    release(isGone: boolean) {
      seen.push(`${i} ${isGone ? "closed" : "given back"}`);
      if (!isGone) idle.unshift(this);
    },
  }));
  const pool = {
    async connect() {
      const next = idle.shift();
      if (!next) throw failure("ECONNREFUSED");
      return next;
    },
  } as unknown as pg.Pool;
  const limits = { statementMs: 1_000, idleMs: 1_000 };
  const db = new Kysely<unknown>({ dialect: new PooledPostgresDialect(pool, limits) });
  const ask = (text: string) => sql.raw(text).execute(db);
  /** Does it, and says what the connections have seen since. */
  const seenOf = async (work: Promise<unknown>) => {
    await work;
    return seen.splice(0);
  };
  return { db, ask, seenOf };
}

it("[LOG7] a single statement is a transaction, and its connection is used again", async () => {
  const { ask, seenOf } = setUp({});
  for (const text of ["one", "two"])
    expect(await seenOf(ask(text))).toEqual(["0 begin", `0 ${text}`, "0 commit", "0 given back"]);
});

it("[LOG7] what fails is rolled back, and its connection is used again", async () => {
  const { db, ask, seenOf } = setUp({ bad: failure("23505") });
  const rolledBack = ["0 begin", "0 bad", "0 rollback", "0 given back"];
  expect(await seenOf(expect(ask("bad")).rejects.toThrow("23505"))).toEqual(rolledBack);
  const work = db.transaction().execute((trx) => sql.raw("bad").execute(trx));
  expect(await seenOf(expect(work).rejects.toThrow("23505"))).toEqual(rolledBack);
  expect(await seenOf(ask("good"))).toContain("0 commit");
});

it.each([undefined, "ECONNRESET", "08006", "57P01", "25006", "25P03", "58030", "XX000"])(
  "[LOG7] after the error %s a connection is asked nothing more, and another takes its place",
  async (code) => {
    const { db, ask, seenOf } = setUp({ bad: failure(code) }, { bad: failure(code) }, {});
    expect(await seenOf(expect(ask("bad")).rejects.toThrow("failed"))).toEqual([
      ...["0 begin", "0 bad", "0 closed"],
    ]);
    const work = db.transaction().execute((trx) => sql.raw("bad").execute(trx));
    expect(await seenOf(expect(work).rejects.toThrow("failed"))).toEqual([
      ...["1 begin", "1 bad", "1 closed"],
    ]);
    expect(await seenOf(ask("good"))).toContain("2 commit");
  },
);

it("[LOG1] a commit that Postgres answers with a rollback is none", async () => {
  const { db, seenOf } = setUp({ commit: { command: "ROLLBACK" } });
  const work = db.transaction().execute((trx) => sql.raw("one").execute(trx));
  expect(await seenOf(expect(work).rejects.toThrow("rolled back"))).toContain("0 commit");
});

it("[LOG7] a connection whose commit or rollback fails is not used again", async () => {
  for (const last of ["commit", "rollback"]) {
    const { ask, seenOf } = setUp(
      { [last]: failure(last === "commit" ? "57014" : undefined), bad: failure("23505") },
      {},
    );
    const text = last === "commit" ? "one" : "bad";
    const seen = await seenOf(
      expect(ask(text)).rejects.toThrow(text === "bad" ? "23505" : "57014"),
    );
    expect(seen.at(-1)).toBe("0 closed");
    expect(await seenOf(ask("good"))).toContain("1 commit");
  }
});

it("[LOG7] a connection that was good before and is broken or read-only now is replaced before anything is asked", async () => {
  const answers: Answers = {};
  const { ask, seenOf } = setUp(answers, {});
  await seenOf(ask("one"));
  answers["begin"] = failure();
  expect(await seenOf(ask("two"))).toEqual([
    ...["0 begin", "0 closed", "1 begin", "1 two", "1 commit", "1 given back"],
  ]);
});

it("[LOG7] a fresh connection that cannot begin is not replaced for ever", async () => {
  const { ask, seenOf } = setUp({ begin: failure("57P03") }, "read-only", {});
  expect(await seenOf(expect(ask("one")).rejects.toThrow("57P03"))).toEqual([
    "0 begin",
    "0 closed",
  ]);
  const refused = expect(ask("two")).rejects.toMatchObject({ code: "25006" });
  expect(await seenOf(refused)).toEqual(["1 begin", "1 closed"]);
  expect(await seenOf(ask("three"))).toContain("2 commit");
});
