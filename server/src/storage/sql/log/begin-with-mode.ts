import { channelOf, type RoomMode } from "#protocol";
import type { Transaction } from "kysely";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import { fromJson, modeRow, toEntry } from "./entry-rows.ts";
import type { LockedStream } from "./locked-stream.ts";
import type { Schema } from "../schema.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Gives an empty stream the mode that its channel has for new ones: the first
 * entry of its log. What was judged without it is stale then. (SPEC CH9)
 */
export async function beginWithMode(
  trx: Transaction<Schema>,
  stream: LockedStream,
): Promise<LogEntry[]> {
  if (stream.channelVersion === 0) return [];
  const mode = stream.channel?.mode ?? (await readMode(trx, channelOf(stream.id)));
  if (Object.keys(mode).length === 0) return [];
  stream.mode = mode;
  stream.bumpPolicyVersion();
  const row = modeRow(mode, stream.nextSlot());
  await writeRows(trx, stream.id, [row]);
  return [toEntry(row)];
}

async function readMode(trx: Transaction<Schema>, channelId: string): Promise<RoomMode> {
  const row = await trx
    .selectFrom("channels")
    .select("mode")
    .where("id", "=", channelId)
    .executeTakeFirst();
  return fromJson<RoomMode>(row?.mode ?? null) ?? {};
}
