import type { Role } from "#protocol";
import { sql } from "kysely";
import { higherRole, mayActOn } from "../../chat/moderation/authority.ts";
import { seqOfId } from "../new-id.ts";
import { clearRow, purgeRow, removalRow, type EntryRow } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";
import { appointedRole, findPerson } from "./find-person.ts";
import { hasMessages, recordPurge, withoutPurged } from "./purges.ts";
import { unpinRemoved } from "./unpin-removed.ts";

/** Removes one message. Its text stays with staff while it can be undone. (SPEC RM1, MO8) */
export async function remove(work: Work<ActionOf<"remove">>): Promise<Deed | Refused> {
  const { append, action } = work;
  const row = await findMessage(work, action.messageId);
  if (!row) return "not-found";
  const { user_id, id, body } = row;
  const isOwn = append.actor?.userId === user_id;
  // Whoever has been appointed since is no less staff for what they wrote before. (SPEC MO3)
  const wrote = (row.role ?? "guest") as Role;
  const role = higherRole(wrote, await appointedRole(work, user_id ?? ""));
  if (!isOwn && !mayActOn(append.actor, user_id ?? "", role)) return "forbidden";
  const removal = removalRow(row, work.stream.nextPlace());
  const entries = await takeAway(work, removal, row.seq);
  await dismissReports(work, id);
  return {
    entries,
    person: {
      userId: user_id ?? "",
      nickname: row.nickname ?? undefined,
      avatarUrl: row.avatar_url ?? undefined,
    },
    message: { id, text: body ?? "" },
    reason: action.reason,
    undo: { removal: removal.seq },
  };
}

/** Removes all that a person wrote. (SPEC EN6) */
export async function purge(work: Work<ActionOf<"purge">>): Promise<Deed | Refused> {
  const { userId, reason } = work.action;
  const person = await findPerson(work, userId);
  if (!mayActOn(work.append.actor, userId, person.role)) return "forbidden";
  const entries = await purgeMessages(work, userId);
  if (!entries) return "not-found";
  return { person, reason, entries, undo: { removal: entries[0]!.seq } };
}

/** Does so, and returns the purge and what follows from it; undefined if there is nothing of theirs. */
export async function purgeMessages(work: Work, userId: string): Promise<EntryRow[] | undefined> {
  const { trx, stream } = work;
  if (!(await hasMessages(trx, stream.id, userId, { forGood: false }))) return undefined;
  const row = purgeRow(userId, stream.nextPlace());
  const entries = [row, ...unpinRemoved(stream, row)];
  await writeRows(trx, stream.id, entries);
  await recordPurge(trx, stream, { userId, seq: row.seq, undoable: true });
  return entries;
}

/**
 * Clears the stream. (SPEC EN8)
 *
 * Nothing is rewritten, for a log may be long: from now on reads leave out what is older,
 * and the texts go when this cannot be undone any more.
 */
export async function clear(work: Work<ActionOf<"clear">>): Promise<Deed> {
  const { trx, stream, action } = work;
  const before = { before: stream.clearedSeq, atMs: stream.clearedAt };
  const row = clearRow(stream.nextPlace());
  stream.clearedSeq = row.seq;
  stream.clearedAt = stream.nowMs;
  const entries = [row, ...unpinRemoved(stream, row)];
  await writeRows(trx, stream.id, entries);
  await trx.deleteFrom("reports").where("stream_id", "=", stream.id).execute();
  return {
    entries,
    reason: action.reason,
    slot: "clear",
    undo: { cleared: { ...before, seq: row.seq } },
  };
}

/** A message that everyone can see, by its id. */
export async function findMessage(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  messageId: string,
): Promise<EntryRow | undefined> {
  const seq = seqOfId(messageId);
  if (seq < stream.clearedSeq) return undefined;
  const found = await trx
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("seq", "=", seq)
    .where("id", "=", messageId)
    .where("kind", "=", "message")
    .execute();
  const [row] = await withoutPurged(trx, stream.id, found, stream);
  return row?.kind === "message" ? row : undefined;
}

/** Puts the reports of a message away; returns how many there were. */
export async function dismissReports(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  messageId: string,
): Promise<number> {
  const gone = await trx
    .deleteFrom("reports")
    .where("stream_id", "=", stream.id)
    .where("message_id", "=", messageId)
    .returning("user_id")
    .execute();
  return gone.length;
}

/** Writes a removal, and keeps the text that it takes away. */
async function takeAway(
  { trx, stream }: Work,
  row: EntryRow,
  removedSeq: number,
): Promise<EntryRow[]> {
  const kept = ["client_id", "nickname", "avatar_url", "role", "body", "target_id"] as const;
  await trx
    .insertInto("removed_texts")
    .columns(["stream_id", "seq", "removal_seq", "removed_at", "user_id", "target_seq", ...kept])
    .expression(
      trx
        .selectFrom("entries")
        .where("stream_id", "=", stream.id)
        .where("kind", "=", "message")
        .where("seq", "=", removedSeq)
        .select([
          "stream_id",
          "seq",
          // Literals: Postgres takes a parameter here for text.
          sql.lit(row.seq).as("removal_seq"),
          sql.lit(stream.nowMs).as("removed_at"),
          "user_id",
          "target_seq",
          ...kept,
        ]),
    )
    .execute();
  const entries = [row, ...unpinRemoved(stream, row)];
  await writeRows(trx, stream.id, entries);
  return entries;
}
