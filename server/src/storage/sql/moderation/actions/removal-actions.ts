import type { Role } from "#protocol";
import { sql } from "kysely";
import { higherRole, mayActOn } from "../../../../chat/participants/roles.ts";
import { seqOfId } from "../../log/entry-id.ts";
import { clearRow, purgeRow, removalRow, type EntryRow } from "../../log/entry-rows.ts";
import { writeRows } from "../../log/write-rows.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";
import { findPerson, highestAppointment } from "./find-person.ts";
import { hasMessages, recordPurge, withoutPurged } from "../../log/purges.ts";

/** Removes one message. Staff keep its text while the removal can be undone. (SPEC RM1, MO8) */
export async function remove(
  context: ActionContext<ActionOf<"remove">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { append, action } = context;
  const row = await findMessage(context, action.messageId);
  if (!row) return "not-found";
  const { user_id, id, body } = row;
  const isOwn = append.actor?.userId === user_id;
  // Messages written before an appointment count as a staff member's, too. (SPEC MO3)
  const wrote = (row.role ?? "guest") as Role;
  const role = higherRole(
    wrote,
    await highestAppointment(context, context.stream.id, user_id ?? ""),
  );
  if (!isOwn && !mayActOn(append.actor, user_id ?? "", role)) return "forbidden";
  const removal = removalRow(row, context.stream.nextSlot());
  const entries = await writeRemoval(context, removal, row.seq);
  await dismissReports(context, id);
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

/** Removes all messages of a person. (SPEC EN6) */
export async function purge(
  context: ActionContext<ActionOf<"purge">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { userId, reason } = context.action;
  const person = await findPerson(context, userId);
  if (!mayActOn(context.append.actor, userId, person.role)) return "forbidden";
  const entries = await purgeMessages(context, userId);
  if (!entries) return "not-found";
  return { person, reason, entries, undo: { removal: entries[0]!.seq } };
}

/**
 * Purges, and returns the purge and the entries that follow; undefined if there are no messages.
 */
export async function purgeMessages(
  context: ActionContext,
  userId: string,
): Promise<EntryRow[] | undefined> {
  const { trx, stream } = context;
  if (!(await hasMessages(trx, stream.id, userId, { forGood: false }))) return undefined;
  const row = purgeRow(userId, stream.nextSlot());
  const entries = [row, ...stream.unpinRemoved(row)];
  await writeRows(trx, stream.id, entries);
  await recordPurge(trx, stream, { userId, seq: row.seq, undoable: true });
  return entries;
}

/**
 * Clears the stream. (SPEC EN8)
 *
 * Nothing is rewritten, because a log may be long: reads leave out older messages from now on, and
 * the texts are erased once this can no longer be undone.
 */
export async function clear(context: ActionContext<ActionOf<"clear">>): Promise<ActionOutcome> {
  const { trx, stream, action } = context;
  const before = { before: stream.clearedSeq, atMs: stream.clearedAt };
  const row = clearRow(stream.nextSlot());
  stream.clearedSeq = row.seq;
  stream.clearedAt = stream.nowMs;
  const entries = [row, ...stream.unpinRemoved(row)];
  await writeRows(trx, stream.id, entries);
  await trx.deleteFrom("reports").where("stream_id", "=", stream.id).execute();
  return {
    entries,
    reason: action.reason,
    slot: "clear",
    undo: { cleared: { ...before, seq: row.seq } },
  };
}

/** A visible message, by its id. */
export async function findMessage(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
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

/** Dismisses the reports of a message; returns their number. */
export async function dismissReports(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
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

/** Writes a removal, and keeps the removed text. */
async function writeRemoval(
  { trx, stream }: ActionContext,
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
          // Literals, because Postgres would treat a parameter here as text.
          sql.lit(row.seq).as("removal_seq"),
          sql.lit(stream.nowMs).as("removed_at"),
          "user_id",
          "target_seq",
          ...kept,
        ]),
    )
    .execute();
  const entries = [row, ...stream.unpinRemoved(row)];
  await writeRows(trx, stream.id, entries);
  return entries;
}
