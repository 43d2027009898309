import type { AppointedPerson } from "#protocol";
import type { Database } from "../schema.ts";

/** Moderators in one answer: a stream or a channel has a few. */
const STAFF = 500;

/** Whom owners made moderators, with the names that they had then. (SPEC CH7) */
export async function readStaff(db: Database, key: string): Promise<AppointedPerson[]> {
  const rows = await db
    .selectFrom("stream_staff")
    .select("user_id")
    .where("stream_id", "=", key)
    .where("role", "=", "moderator")
    .orderBy("user_id")
    .limit(STAFF)
    .execute();
  if (rows.length === 0) return [];
  const userIds = rows.map(({ user_id }) => user_id);
  const appointments = await db
    .selectFrom("actions")
    .select(["user_id", "nickname"])
    .where("stream_id", "=", key)
    .where("user_id", "in", userIds)
    .where("kind", "=", "appoint")
    .orderBy("number")
    .execute();
  const names = new Map(appointments.map(({ user_id, nickname }) => [user_id, nickname]));
  return userIds.map((userId) => {
    const nickname = names.get(userId);
    return { userId, ...(nickname && { nickname }), role: "moderator" };
  });
}
