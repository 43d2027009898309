import { isGuest } from "../is-guest.ts";
import type { Database } from "../schema.ts";

/** Maximum number of reports kept of one message, and of all messages of a stream. (SPEC HE5) */
const PER_MESSAGE = 100;
const PER_STREAM = 5_000;

/**
 * Makes room for a report, and returns whether there is room: more than a hundred reports of a
 * message add nothing. In a full stream the oldest report is dropped, guests' first. (SPEC HE5)
 */
export async function makeRoomForReport(
  db: Database,
  streamId: string,
  messageId: string,
): Promise<boolean> {
  const ofStream = db.selectFrom("reports").where("stream_id", "=", streamId);
  const ofMessage = await ofStream
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("message_id", "=", messageId)
    .executeTakeFirstOrThrow();
  if (ofMessage.count >= PER_MESSAGE) return false;
  const all = await ofStream
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (all.count < PER_STREAM) return true;
  const oldest = ofStream.select(["message_id", "user_id"]).orderBy("at").limit(1);
  const guests = await oldest.where(isGuest("user_id")).executeTakeFirst();
  const goes = guests ?? (await oldest.executeTakeFirst());
  if (goes)
    await db
      .deleteFrom("reports")
      .where("stream_id", "=", streamId)
      .where("message_id", "=", goes.message_id)
      .where("user_id", "=", goes.user_id)
      .execute();
  return true;
}
