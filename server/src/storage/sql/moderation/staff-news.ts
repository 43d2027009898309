import { channelOf, type StaffNews } from "#protocol";
import { channelKey } from "../../../chat/ports/channel-key.ts";
import { encodeRows, givenRows, givenText } from "../given-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Database } from "../schema.ts";
import { IDS_PER_QUERY, slices } from "../slices.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { countWaiting } from "./review-queue.ts";

/** The newest action of each stream and channel, by its key. */
const READ_LAST_ACTIONS = new PreparedQuery<
  { keys: string },
  { key: string; id: string | null },
  SqlDialect
>((db, value, dialect) =>
  db
    .selectFrom(givenRows(dialect, value("keys")))
    .select((eb) => [
      givenText(0).as("key"),
      eb
        .selectFrom("actions")
        .select("id")
        .where("stream_id", "=", givenText(0))
        .orderBy("number", "desc")
        .limit(1)
        .as("id"),
    ]),
);

/** What staff of some streams are told, with three statements for many of them. (SPEC MO11) */
export async function readStaffNews(
  db: Database,
  dialect: SqlDialect,
  streamIds: readonly string[],
): Promise<StaffNews[]> {
  const news: StaffNews[] = [];
  for (const ids of slices(streamIds, IDS_PER_QUERY)) {
    const waiting = await countWaiting(db, ids);
    const channels = new Map(ids.map((id) => [id, channelKey(channelOf(id))]));
    const keys = encodeRows([...new Set([...ids, ...channels.values()])].map((key) => [key]));
    const rows = await READ_LAST_ACTIONS.execute(db, { keys }, dialect);
    const actions = new Map(rows.map(({ key, id }) => [key, id]));
    for (const streamId of ids) {
      const lastActionId = actions.get(streamId);
      const lastChannelActionId = actions.get(channels.get(streamId)!);
      news.push({
        streamId,
        waiting: waiting.get(streamId) ?? 0,
        ...(lastActionId && { lastActionId }),
        ...(lastChannelActionId && { lastChannelActionId }),
      });
    }
  }
  return news;
}
