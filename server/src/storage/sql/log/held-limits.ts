import { sql, type Transaction } from "kysely";
import type { DroppedMessage } from "../../../chat/ports/append.ts";
import { isGuest } from "../is-guest.ts";
import type { Schema } from "../schema.ts";

/**
 * Maximum number of held messages in a stream: of one person, of guests of one address, and of all.
 * (SPEC HE5)
 */
const HELD_PER_PERSON = 20;
const HELD_PER_ADDRESS = 100;
export const HELD_PER_STREAM = 1_000;

/** Maximum number of rounds in one transaction; the rest is dropped in the next one. */
const ROUNDS = 20;

/**
 * Drops held messages beyond the limits: a person's oldest, and in a full stream the oldest of the
 * person with the most. So a flood only displaces itself, whatever names it uses. (SPEC HE5)
 *
 * Guests of one address count as one; their address is known since their first message. Returns what
 * it dropped.
 */
export async function enforceHeldLimits(
  trx: Transaction<Schema>,
  streamId: string,
  authors: Iterable<string>,
): Promise<DroppedMessage[]> {
  const whose = new Set(authors);
  const dropped: DroppedMessage[] = [];
  for (const userId of whose) dropped.push(...(await dropOldestOf(trx, streamId, userId)));
  for (const hash of await addressesOf(trx, whose))
    dropped.push(...(await dropOldestFrom(trx, streamId, hash)));
  for (let round = 0; round < ROUNDS; round++) {
    const { count } = await trx
      .selectFrom("held_messages")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("stream_id", "=", streamId)
      .executeTakeFirstOrThrow();
    if (count <= HELD_PER_STREAM) break;
    dropped.push(...(await dropFromLargest(trx, streamId, count - HELD_PER_STREAM)));
  }
  return dropped;
}

async function dropOldestOf(
  trx: Transaction<Schema>,
  streamId: string,
  userId: string,
): Promise<DroppedMessage[]> {
  const surplus = await trx
    .selectFrom("held_messages")
    .select("id")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    // SQLite requires a limit with an offset.
    .limit(500)
    .offset(HELD_PER_PERSON)
    .execute();
  return drop(trx, streamId, surplus);
}

/** Addresses of guests, as hashes; members are not limited by address. */
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
): Promise<DroppedMessage[]> {
  const surplus = await trx
    .selectFrom("held_messages")
    .innerJoin("people", "people.user_id", "held_messages.user_id")
    .select("held_messages.id")
    .where("held_messages.stream_id", "=", streamId)
    .where(isGuest("people.user_id"))
    .where("people.address_hash", "=", addressHash)
    .orderBy("held_messages.at", "desc")
    .orderBy("held_messages.id", "desc")
    .limit(500)
    .offset(HELD_PER_ADDRESS)
    .execute();
  return drop(trx, streamId, surplus);
}

/** Drops the oldest messages of the person with the most: the surplus, but not their last one. */
async function dropFromLargest(
  trx: Transaction<Schema>,
  streamId: string,
  tooMany: number,
): Promise<DroppedMessage[]> {
  const whose = sql<string>`coalesce(people.address_hash, held_messages.user_id)`;
  const all = trx
    .selectFrom("held_messages")
    .leftJoin("people", (join) =>
      join.onRef("people.user_id", "=", "held_messages.user_id").on(isGuest("people.user_id")),
    )
    .where("held_messages.stream_id", "=", streamId);
  const most = await all
    .select([whose.as("whose"), (eb) => eb.fn.countAll<number>().as("count")])
    .groupBy(whose)
    .orderBy("count", "desc")
    // Whose message has waited longest, not whose has just come.
    .orderBy((eb) => eb.fn.min("held_messages.at"))
    .orderBy((eb) => eb.fn.min("held_messages.id"))
    .limit(1)
    .executeTakeFirstOrThrow();
  const oldest = await all
    .select("held_messages.id")
    .where(whose, "=", most.whose)
    .orderBy("held_messages.at")
    .orderBy("held_messages.id")
    .limit(Math.min(tooMany, Math.max(1, most.count - 1)))
    .execute();
  return drop(trx, streamId, oldest);
}

async function drop(
  trx: Transaction<Schema>,
  streamId: string,
  rows: readonly { id: string }[],
): Promise<DroppedMessage[]> {
  if (rows.length === 0) return [];
  return trx
    .deleteFrom("held_messages")
    .where("stream_id", "=", streamId)
    .where(
      "id",
      "in",
      rows.map(({ id }) => id),
    )
    .returning(["id", "user_id as userId"])
    .execute();
}
