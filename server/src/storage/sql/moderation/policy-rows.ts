import { channelOf } from "#protocol";
import type { Database } from "../schema.ts";

/** What the row of a scope says of its policy. */
export interface PolicyRow {
  policy_version: number;
  mode: string | null;
  filters: string | null;
  listed?: number;
  name?: string | null;
  /** Of a stream: the version of its channel's policy. */
  channel_version?: number | null;
}

export async function readStreamPolicy(db: Database, streamId: string): Promise<PolicyRow> {
  const channelId = channelOf(streamId);
  const row = await db
    .selectFrom("streams")
    .select(["policy_version", "mode", "filters", "listed"])
    .select((eb) =>
      eb
        .selectFrom("channels")
        .select("policy_version")
        .where("id", "=", channelId)
        .as("channel_version"),
    )
    .where("id", "=", streamId)
    .executeTakeFirst();
  if (row) return row;
  // A stream of which nothing is there is of its channel all the same.
  const channel = await readChannelPolicy(db, channelId);
  const channel_version = channel?.policy_version ?? 0;
  return { policy_version: 0, mode: null, filters: null, channel_version };
}

export function readChannelPolicy(db: Database, channelId: string): Promise<PolicyRow | undefined> {
  return db
    .selectFrom("channels")
    .select(["policy_version", "mode", "filters", "name"])
    .where("id", "=", channelId)
    .executeTakeFirst();
}
