import type { RoomMode } from "#protocol";
import type { StreamOverview, StreamsRead } from "../../../chat/ports/moderation-store.ts";
import { fromJson } from "../log/entry-rows.ts";
import type { Database } from "../schema.ts";

/** Lists streams in order of their ids. (SPEC AD10) */
export async function readStreams(
  db: Database,
  { only, after, listedOnly, limit }: StreamsRead,
): Promise<StreamOverview[]> {
  let query = db.selectFrom("streams").select(["id", "listed", "mode", "last_seq", "last_at"]);
  if (only !== undefined) query = query.where("id", "=", only);
  if (after !== undefined) query = query.where("id", ">", after);
  if (listedOnly) query = query.where("listed", "=", 1);
  const rows = await query.orderBy("id").limit(limit).execute();
  return rows.map((row) => ({
    streamId: row.id,
    listed: row.listed === 1,
    seq: row.last_seq,
    lastAtMs: row.last_at,
    ended: fromJson<RoomMode>(row.mode)?.ended === true,
  }));
}
