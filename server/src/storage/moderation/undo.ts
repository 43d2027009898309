import type { Role } from "#protocol";
import { isOwner, mayActOn } from "../../chat/moderation/authority.ts";
import { seqOfId } from "../new-id.ts";
import { fromJson, restorationRow, type EntryRow } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import { isUndoable } from "./audit-rows.ts";
import type { ActionOf, Deed, Refused, UndoNotes, Work } from "./deed.ts";
import { findPerson } from "./find-person.ts";
import { putMode } from "./modes.ts";
import { putRole } from "./people.ts";
import { pinAgain } from "./pins.ts";
import { takeBackPurge } from "./purges.ts";
import { restoreTexts } from "./restore-texts.ts";
import { liftSanction } from "./sanctions.ts";
import { putFilters } from "./set-filters.ts";
import type { ActionsTable } from "./schema.ts";

/** Undoes an action, as far as nothing newer stands in its place. (SPEC MO8) */
export async function undo(work: Work<ActionOf<"undo">>): Promise<Deed | Refused> {
  const { trx, stream, action, actionId } = work;
  const row = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("number", "=", seqOfId(action.actionId))
    .where("id", "=", action.actionId)
    .executeTakeFirst();
  if (!row || !isUndoable(row, stream.nowMs)) return "not-found";
  if (!(await mayUndo(work, row))) return "forbidden";
  const entries = await bringBack(work, row, fromJson<UndoNotes>(row.undo) ?? {});
  await trx
    .updateTable("actions")
    .set({ undone_by: actionId, slot: null })
    .where("stream_id", "=", stream.id)
    .where("number", "=", row.number)
    .execute();
  return {
    entries,
    ...(row.user_id !== null && {
      person: {
        userId: row.user_id,
        nickname: row.nickname ?? undefined,
        avatarUrl: row.avatar_url ?? undefined,
      },
    }),
    ...(row.message_id !== null && {
      message: { id: row.message_id, text: row.message_text ?? "" },
    }),
    detail: { undid: row.id, kind: row.kind },
  };
}

/** Whoever may not do a thing may not undo it, either. (SPEC MO3) */
async function mayUndo(work: Work, row: ActionsTable): Promise<boolean> {
  const { actor } = work.append;
  const detail = fromJson<Record<string, unknown>>(row.detail) ?? {};
  if (
    (row.kind === "appoint" || row.kind === "set-filters" || "ended" in detail) &&
    !isOwner(actor)
  )
    return false;
  if (row.user_id === null || row.kind === "pin" || row.kind === "note") return true;
  // One's own message that one removed oneself.
  if (row.user_id === actor?.userId) return row.by_user_id === actor.userId;
  const { role } = await findPerson(work, row.user_id);
  return mayActOn(actor, row.user_id, role satisfies Role);
}

async function bringBack(work: Work, row: ActionsTable, notes: UndoNotes): Promise<EntryRow[]> {
  const { stream } = work;
  const entries: EntryRow[] = [];
  const stands = row.slot !== null;
  if (notes.sanction && stands) await liftSanction(work, row.user_id ?? "");
  if (notes.role && stands) await putRole(work, row.user_id ?? "", notes.role.before);
  if (notes.mode && stands) {
    const { before, beforeShield } = notes.mode;
    entries.push(...(await putMode(work, before, beforeShield ?? undefined)));
  }
  if (notes.filters && stands) putFilters(work, notes.filters.before);
  if (notes.pin && stands) entries.push(...(await pinAgain(work, notes.pin)));
  if (notes.cleared && stands) {
    stream.clearedSeq = notes.cleared.before;
    stream.clearedAt = notes.cleared.atMs;
    entries.push(await writeRestoration(work, notes.cleared.seq, null));
  }
  if (notes.removal !== undefined) {
    await takeBackPurge(work.trx, stream, notes.removal);
    const restored = await restoreTexts(work, notes.removal, row);
    entries.push(await writeRestoration(work, notes.removal, restored));
  }
  return entries;
}

async function writeRestoration(
  { trx, stream }: Work,
  undoes: number,
  messageId: string | null,
): Promise<EntryRow> {
  const row = restorationRow(undoes, messageId, stream.nextPlace());
  await writeRows(trx, stream.id, [row]);
  return row;
}
