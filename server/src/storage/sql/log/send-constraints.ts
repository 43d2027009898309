import { sql, type Transaction } from "kysely";
import type {
  Append,
  AppendMessage,
  AppendResult,
  RefusedAppend,
} from "../../../chat/ports/append.ts";
import type { LockedStream } from "./locked-stream.ts";
import { encodeRows, givenNumber, givenRows, givenText, type GivenValue } from "../given-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";

/** Period in which a text must not be repeated. (SPEC MO6) */
const UNIQUE_MS = 60_000;

/** Records when people were seen, and where guests come from. */
const RECORD_PEOPLE = new PreparedQuery<{ people: string }, unknown, SqlDialect>(
  (db, value, dialect) =>
    db
      .insertInto("people")
      .columns(["user_id", "address_hash", "first_at", "seen_at"])
      .expression(
        db
          .selectFrom(givenRows(dialect, value("people")))
          .select([
            givenText(0).as("user_id"),
            givenText(1).as("address_hash"),
            givenNumber(2).as("first_at"),
            givenNumber(2).as("seen_at"),
          ])
          // Without it, SQLite takes what follows for the condition of a join.
          .where(sql<boolean>`true`),
      )
      .onConflict((conflict) =>
        conflict.column("user_id").doUpdateSet({
          seen_at: (eb) => eb.ref("excluded.seen_at"),
          address_hash: (eb) => eb.ref("excluded.address_hash"),
        }),
      ),
);

/**
 * Checks messages of a batch against what only the store knows for all nodes: the current policy,
 * the last message of each author, and recent texts. (SPEC MO6, MO12)
 *
 * Authors and texts are recorded only while a mode needs them: messages sent before it was switched
 * on do not count.
 */
export class SendConstraints {
  readonly #stream: LockedStream;
  readonly #wroteAt = new Map<string, number>();
  readonly #saidAt = new Map<string, number>();
  readonly #writers = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #newcomers = new Map<string, string | null>();

  private constructor(stream: LockedStream) {
    this.#stream = stream;
  }

  static async read(
    trx: Transaction<Schema>,
    stream: LockedStream,
    batch: readonly Append[],
  ): Promise<SendConstraints> {
    const constraints = new SendConstraints(stream);
    const messages = batch.filter((append) => append.kind === "message");
    const slow = messages.flatMap(({ author, terms }) => (terms?.slowMs ? [author.userId] : []));
    const texts = messages.flatMap(({ terms }) => terms?.fingerprint ?? []);
    if (slow.length > 0)
      for (const { user_id, at } of await trx
        .selectFrom("slow_writers")
        .select(["user_id", "at"])
        .where("stream_id", "=", stream.id)
        .where("user_id", "in", slow)
        .execute())
        constraints.#wroteAt.set(user_id, at);
    if (texts.length > 0)
      for (const { fingerprint, at } of await trx
        .selectFrom("recent_texts")
        .select(["fingerprint", "at"])
        .where("stream_id", "=", stream.id)
        .where("fingerprint", "in", texts)
        .execute())
        constraints.#saidAt.set(fingerprint, at);
    return constraints;
  }

  /** Why a message may not be sent; otherwise it counts as sent. */
  check({ author, terms }: AppendMessage): AppendResult | undefined {
    if (!terms) return undefined;
    const { nowMs } = this.#stream;
    const stale = this.#stream.staleFor(terms);
    if (stale) return stale;
    const { slowMs = 0, fingerprint, newcomer } = terms;
    const waitMs = (this.#wroteAt.get(author.userId) ?? -Infinity) + slowMs - nowMs;
    if (slowMs > 0 && waitMs > 0) return refused("slow-mode", waitMs);
    if (fingerprint) {
      const repeatMs = (this.#saidAt.get(fingerprint) ?? -Infinity) + UNIQUE_MS - nowMs;
      if (repeatMs > 0) return refused("repeated-message", repeatMs);
      this.#saidAt.set(fingerprint, nowMs);
      this.#texts.add(fingerprint);
    }
    if (slowMs > 0) {
      this.#wroteAt.set(author.userId, nowMs);
      this.#writers.add(author.userId);
    }
    if (newcomer) this.#newcomers.set(author.userId, newcomer.addressHash ?? null);
    return undefined;
  }

  /** Stores authors and texts of some streams for later checks. */
  static async write(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    all: readonly SendConstraints[],
  ): Promise<void> {
    const newcomers = new Map<string, GivenValue[]>();
    for (const constraints of all) {
      await constraints.#writeRecent(trx);
      const { nowMs } = constraints.#stream;
      for (const [userId, addressHash] of constraints.#newcomers)
        newcomers.set(userId, [userId, addressHash, nowMs]);
    }
    if (newcomers.size === 0) return;
    // In a fixed order, because transactions of several streams may touch the same people.
    const people = [...newcomers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    await RECORD_PEOPLE.execute(trx, { people: encodeRows(people) }, dialect);
  }

  /** Stores authors and texts that a room mode needs. */
  async #writeRecent(trx: Transaction<Schema>): Promise<void> {
    const { id: stream_id, nowMs: at } = this.#stream;
    if (this.#writers.size > 0)
      await trx
        .insertInto("slow_writers")
        .values([...this.#writers].map((user_id) => ({ stream_id, user_id, at })))
        .onConflict((conflict) => conflict.columns(["stream_id", "user_id"]).doUpdateSet({ at }))
        .execute();
    if (this.#texts.size > 0)
      await trx
        .insertInto("recent_texts")
        .values([...this.#texts].map((fingerprint) => ({ stream_id, fingerprint, at })))
        .onConflict((conflict) =>
          conflict.columns(["stream_id", "fingerprint"]).doUpdateSet({ at }),
        )
        .execute();
  }
}

function refused(code: RefusedAppend, retryAfterMs: number): AppendResult {
  return { outcome: "refused", code, retryAfterMs };
}
