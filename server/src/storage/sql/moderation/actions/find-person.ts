import { channelOf, type Role } from "#protocol";
import { sql, type Transaction } from "kysely";
import { channelKey, channelOfKey, isChannelKey } from "../../../../chat/ports/channel-key.ts";
import type { Schema } from "../../schema.ts";
import { higherRole } from "../../../../chat/participants/roles.ts";
import type { ScopeContext } from "./action-context.ts";

/** The target person of an action. */
export interface FoundPerson {
  userId: string;
  role: Role;
  nickname: string | undefined;
  avatarUrl: string | undefined;
}

/**
 * A person's role and name in a stream, as far as the node or the store knows. (SPEC MO3)
 *
 * An owner who has never written and is not on this node is unknown as such. A sanction on them
 * then has no effect, because sanctions do not apply to owners.
 */
export async function findPerson(
  { trx, scope, append: { target, streamId } }: Pick<ScopeContext, "trx" | "scope" | "append">,
  userId: string,
): Promise<FoundPerson> {
  const newest = isChannelKey(streamId)
    ? await newestInChannel(trx, channelOfKey(streamId), userId)
    : await newestInStream(trx, streamId, userId);
  const appointed = await highestAppointment({ trx, scope }, streamId, userId);
  const wrote = (newest?.role ?? "guest") as Role;
  // A person who wrote as a moderator may no longer be one.
  const known =
    target?.role ?? (appointed === "member" && wrote === "moderator" ? "member" : wrote);
  const nickname = target?.nickname ?? newest?.nickname;
  return {
    userId,
    role: higherRole(known, appointed),
    nickname: nickname ?? (await findName({ trx, scope }, userId)),
    avatarUrl: target?.avatarUrl ?? newest?.avatar_url ?? undefined,
  };
}

/** The name of a person who is not here and has written nothing here: whom a link made a moderator, say. */
async function findName(
  { trx, scope }: Pick<ScopeContext, "trx" | "scope">,
  userId: string,
): Promise<string | undefined> {
  const record = await trx
    .selectFrom("actions")
    .select("nickname")
    .where("stream_id", "=", scope.id)
    .where("user_id", "=", userId)
    .where("nickname", "is not", null)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (record?.nickname) return record.nickname;
  if (!isChannelKey(scope.id)) return undefined;
  const wrote = await newestInChannel(trx, channelOfKey(scope.id), userId);
  return wrote?.nickname ?? undefined;
}

/**
 * What owners made of a person where something is done to them: in the stream, and in its
 * channel, whose moderators look after each of its streams. (SPEC MO3, CH2)
 */
export async function highestAppointment(
  { trx, scope }: Pick<ScopeContext, "trx" | "scope">,
  streamId: string,
  userId: string,
): Promise<"moderator" | "member" | undefined> {
  const rows = await trx
    .selectFrom("stream_staff")
    .select("role")
    .where("stream_id", "in", scopesOf(scope.id, streamId))
    .where("user_id", "=", userId)
    .execute();
  if (rows.some(({ role }) => role === "moderator")) return "moderator";
  return rows[0]?.role;
}

/** What is done to a stream is done where its channel's staff are staff, and the other way round. */
function scopesOf(scopeId: string, streamId: string): string[] {
  return isChannelKey(scopeId) ? [scopeId, streamId] : [scopeId, channelKey(channelOf(scopeId))];
}

type Named = { nickname: string | null; avatar_url: string | null; role: string | null };

function newestInStream(
  trx: Transaction<Schema>,
  streamId: string,
  userId: string,
): Promise<Named | undefined> {
  return trx
    .selectFrom("entries")
    .select(["nickname", "avatar_url", "role"])
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .where("kind", "=", "message")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** How many of somebody's messages are looked at for one in a channel. */
const LOOKED_AT = 100;

/** As far as it can be found with little work: who they are is not known of everybody. */
async function newestInChannel(
  trx: Transaction<Schema>,
  channelId: string,
  userId: string,
): Promise<Named | undefined> {
  const rows = await trx
    .selectFrom("entries")
    .select(["stream_id", "nickname", "avatar_url", "role"])
    .where("user_id", "=", userId)
    // A literal, or the partial index of authors could not be used.
    .where("kind", "=", sql.lit("message"))
    .orderBy("stream_id", "desc")
    .orderBy("seq", "desc")
    .limit(LOOKED_AT)
    .execute();
  return rows.find(({ stream_id }) => channelOf(stream_id) === channelId);
}

/** What an owner made of a person in this stream or channel, if anything. (SPEC MO1) */
export async function appointedRole(
  { trx, scope }: { trx: Transaction<Schema>; scope: { id: string } },
  userId: string,
): Promise<"moderator" | "member" | undefined> {
  const row = await trx
    .selectFrom("stream_staff")
    .select("role")
    .where("stream_id", "=", scope.id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.role;
}
