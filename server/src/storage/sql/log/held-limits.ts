import { sql, type Transaction } from "kysely";
import type { Schema } from "../schema.ts";

/** Held messages in one stream: of one person, of guests of one address, and of all. (SPEC HE5) */
const HELD_PER_PERSON = 20;
const HELD_PER_ADDRESS = 100;
export const HELD_PER_STREAM = 1_000;

/** In one transaction, so many times at most; what is left over goes with the next. */
const ROUNDS = 20;

/**
 * Drops what is held beyond what may be: of a person their oldest, of a stream the oldest of
 * whoever has most there. So whoever floods pays for it, under however many names. (SPEC HE5)
 *
 * Guests of one address count as one: where they come from is known since they first wrote.
 */
export async function enforceHeldLimits(
  trx: Transaction<Schema>,
  streamId: string,
  authors: Iterable<string>,
): Promise<void> {
  const whose = new Set(authors);
  for (const userId of whose) await dropOldestOf(trx, streamId, userId);
  for (const hash of await addressesOf(trx, whose)) await dropOldestFrom(trx, streamId, hash);
  for (let round = 0; round < ROUNDS; round++) {
    const { count } = await trx
      .selectFrom("held_messages")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("stream_id", "=", streamId)
      .executeTakeFirstOrThrow();
    if (count <= HELD_PER_STREAM) return;
    await dropFromLargest(trx, streamId, count - HELD_PER_STREAM);
  }
}

async function dropOldestOf(
  trx: Transaction<Schema>,
  streamId: string,
  userId: string,
): Promise<void> {
  const surplus = await trx
    .selectFrom("held_messages")
    .select("id")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    // SQLite knows no offset without a limit.
    .limit(500)
    .offset(HELD_PER_PERSON)
    .execute();
  await drop(trx, streamId, surplus);
}

/** Where guests come from, as hashes; of members it does not count. */
async function addressesOf(
  trx: Transaction<Schema>,
  userIds: ReadonlySet<string>,
): Promise<string[]> {
  const guests = [...userIds].filter((userId) => userId.startsWith("guest:"));
  if (guests.length === 0) return [];
  const rows = await trx
    .selectFrom("people")
    .select("address_hash")
    .distinct()
    .where("user_id", "in", guests)
    .execute();
  return rows.flatMap(({ address_hash }) => address_hash ?? []);
}

async function dropOldestFrom(
  trx: Transaction<Schema>,
  streamId: string,
  addressHash: string,
): Promise<void> {
  const surplus = await trx
    .selectFrom("held_messages")
    .innerJoin("people", "people.user_id", "held_messages.user_id")
    .select("held_messages.id")
    .where("held_messages.stream_id", "=", streamId)
    .where("people.user_id", "like", "guest:%")
    .where("people.address_hash", "=", addressHash)
    .orderBy("held_messages.at", "desc")
    .orderBy("held_messages.id", "desc")
    .limit(500)
    .offset(HELD_PER_ADDRESS)
    .execute();
  await drop(trx, streamId, surplus);
}

/** Drops the oldest of whoever has most: as many as are too many, but not the last of theirs. */
async function dropFromLargest(
  trx: Transaction<Schema>,
  streamId: string,
  tooMany: number,
): Promise<void> {
  const whose = sql<string>`coalesce(people.address_hash, held_messages.user_id)`;
  const all = trx
    .selectFrom("held_messages")
    .leftJoin("people", (join) =>
      join
        .onRef("people.user_id", "=", "held_messages.user_id")
        .on("people.user_id", "like", "guest:%"),
    )
    .where("held_messages.stream_id", "=", streamId);
  const most = await all
    .select([whose.as("whose"), (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy(whose)
    .orderBy("count", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const oldest = await all
    .select("held_messages.id")
    .where(whose, "=", most.whose)
    .orderBy("held_messages.at")
    .orderBy("held_messages.id")
    .limit(Math.min(tooMany, Math.max(1, most.count - 1)))
    .execute();
  await drop(trx, streamId, oldest);
}

async function drop(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly { id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await trx
    .deleteFrom("held_messages")
    .where("stream_id", "=", streamId)
    .where(
      "id",
      "in",
      rows.map(({ id }) => id),
    )
    .execute();
}
