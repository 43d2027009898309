import type { Role } from "#protocol";
import { higherRole } from "../../../../chat/participants/roles.ts";
import type { ActionContext } from "./action-context.ts";

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
  { trx, stream, append: { target } }: Pick<ActionContext, "trx" | "stream" | "append">,
  userId: string,
): Promise<FoundPerson> {
  const newest = await trx
    .selectFrom("entries")
    .select(["nickname", "avatar_url", "role"])
    .where("stream_id", "=", stream.id)
    .where("user_id", "=", userId)
    .where("kind", "=", "message")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const appointed = await appointedRole({ trx, stream }, userId);
  const wrote = (newest?.role ?? "guest") as Role;
  // A person who wrote as a moderator may no longer be one.
  const known =
    target?.role ?? (appointed === "member" && wrote === "moderator" ? "member" : wrote);
  return {
    userId,
    role: higherRole(known, appointed),
    nickname: target?.nickname ?? newest?.nickname ?? undefined,
    avatarUrl: target?.avatarUrl ?? newest?.avatar_url ?? undefined,
  };
}

/** The role that an owner appointed a person to in this stream, if any. (SPEC MO1) */
export async function appointedRole(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
  userId: string,
): Promise<"moderator" | "member" | undefined> {
  const row = await trx
    .selectFrom("stream_staff")
    .select("role")
    .where("stream_id", "=", stream.id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.role;
}
