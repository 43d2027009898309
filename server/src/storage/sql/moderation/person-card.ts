import { channelOf, type ActionScope, type ChatMessage, type PersonCard } from "#protocol";
import { channelKey } from "../../../chat/ports/channel-key.ts";
import type { StoredCard } from "../../../chat/ports/moderation-store.ts";
import type { Database } from "../schema.ts";
import { toMessage, type EntryRow } from "../log/entry-rows.ts";
import { toRecord } from "./audit-record.ts";
import { seqOfId } from "../log/entry-id.ts";
import { isOutsideLog, toHeldMessage } from "../log/held-messages.ts";

const MESSAGES = 50;
const ACTIONS = 50;

type CardMessage = PersonCard["messages"][number];

/** Reads a person's card: their messages, and the actions on them. (SPEC MO10) */
export async function readCard(
  db: Database,
  streamId: string,
  userId: string,
  nowMs: number,
  withChannel: boolean,
): Promise<StoredCard> {
  const standing = await readStanding(db, streamId, userId);
  const removed = await readRemoved(db, streamId, userId);
  const held = await readHeld(db, streamId, userId);
  const messages = [...standing, ...removed, ...held]
    .sort((a, b) => b.timestamp - a.timestamp || b.seq - a.seq)
    .slice(0, MESSAGES);
  const rows = await db
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .orderBy("number", "desc")
    .limit(ACTIONS)
    .execute();
  if (withChannel) rows.push(...(await readChannelActions(db, channelOf(streamId), userId)));
  const records = rows
    .sort((a, b) => b.at - a.at || b.number - a.number)
    .slice(0, ACTIONS)
    .map((row) => toRecord(row, nowMs));
  const known = await db
    .selectFrom("people")
    .select("first_at")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const appointedIn = await readAppointments(db, streamId, userId);
  const [newest] = messages;
  const named = newest ?? records.find(({ person }) => person?.nickname)?.person;
  return {
    userId,
    ...(named?.nickname && { nickname: named.nickname }),
    ...(named?.avatarUrl && { avatarUrl: named.avatarUrl }),
    ...(newest && { role: newest.role }),
    appointedIn,
    ...(known && { knownSinceMs: known.first_at }),
    messages,
    actions: records.filter(({ kind }) => kind !== "note"),
    notes: records
      .filter(
        ({ kind, undoneBy, detail }) =>
          kind === "note" && undoneBy === undefined && detail?.["text"] !== undefined,
      )
      .map(({ id, by, atMs, detail }) => {
        const text = detail?.["text"];
        return { id, by: by?.nickname ?? "", atMs, text: typeof text === "string" ? text : "" };
      }),
  };
}

/** Where an owner made somebody a moderator. (SPEC MO10) */
async function readAppointments(
  db: Database,
  streamId: string,
  userId: string,
): Promise<ActionScope[]> {
  const key = channelKey(channelOf(streamId));
  const rows = await db
    .selectFrom("stream_staff")
    .select("stream_id")
    .where("stream_id", "in", [streamId, key])
    .where("user_id", "=", userId)
    .where("role", "=", "moderator")
    .execute();
  return rows.map(({ stream_id }) => (stream_id === key ? "channel" : "stream")).sort();
}

/** What was done to a person in all streams of a channel. (SPEC CH7) */
function readChannelActions(db: Database, channelId: string, userId: string) {
  return db
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", channelKey(channelId))
    .where("user_id", "=", userId)
    .orderBy("number", "desc")
    .limit(ACTIONS)
    .execute();
}

/** Messages that are in the log; of those that were cleared away, the text is there for a while. */
async function readStanding(
  db: Database,
  streamId: string,
  userId: string,
): Promise<CardMessage[]> {
  const rows = await db
    .selectFrom("entries")
    .innerJoin("streams", "streams.id", "entries.stream_id")
    .selectAll("entries")
    .select("streams.cleared_seq")
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .where("kind", "=", "message")
    .orderBy("seq", "desc")
    .limit(MESSAGES)
    .execute();
  const purges = await db
    .selectFrom("purges")
    .select(["seq", "erase_at"])
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .execute();
  const cutOff = (some: typeof purges) => Math.max(0, ...some.map(({ seq }) => seq));
  const goneSeq = cutOff(purges.filter(({ erase_at }) => erase_at === 0));
  const removedSeq = cutOff(purges);
  return rows
    .filter(({ seq }) => seq > goneSeq)
    .map((row) => ({
      ...toMessage(row),
      ...((row.seq < row.cleared_seq || row.seq < removedSeq) && { removed: true as const }),
    }));
}

async function readRemoved(db: Database, streamId: string, userId: string): Promise<CardMessage[]> {
  const rows = await db
    .selectFrom("removed_texts as text")
    .innerJoin("entries", (join) =>
      join.onRef("entries.stream_id", "=", "text.stream_id").onRef("entries.seq", "=", "text.seq"),
    )
    .selectAll("text")
    .select(["entries.id", "entries.at"])
    .where("text.stream_id", "=", streamId)
    .where("text.user_id", "=", userId)
    .orderBy("text.seq", "desc")
    .limit(MESSAGES)
    .execute();
  return rows.map(({ removal_seq: _, removed_at: __, ...row }) => {
    const message: EntryRow = { ...row, kind: "message" };
    return { ...toMessage(message), removed: true };
  });
}

async function readHeld(db: Database, streamId: string, userId: string): Promise<CardMessage[]> {
  const rows = await db
    .selectFrom("held_messages")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("user_id", "=", userId)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(MESSAGES)
    .execute();
  return rows.map((row) => {
    const { why: _, rule: __, ...message } = toHeldMessage(row);
    const shown: ChatMessage = { ...message, seq: isOutsideLog(row) ? 0 : seqOfId(row.id) };
    return { ...shown, held: true };
  });
}
