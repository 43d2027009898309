import type { Role } from "#protocol";
import { isOwner, mayActOn } from "../../../../chat/participants/roles.ts";
import { seqOfId } from "../../log/entry-id.ts";
import { fromJson, restorationRow, type EntryRow } from "../../log/entry-rows.ts";
import { writeRows } from "../../log/write-rows.ts";
import { isUndoable } from "../audit-record.ts";
import type {
  ActionOf,
  ActionOutcome,
  ActionRefusal,
  UndoData,
  ActionContext,
} from "./action-context.ts";
import { findPerson } from "./find-person.ts";
import { applyMode } from "./mode-actions.ts";
import { applyRole } from "./person-actions.ts";
import { restorePin } from "./pin-actions.ts";
import { undoPurge } from "../../log/purges.ts";
import { restoreTexts } from "./restore-texts.ts";
import { liftSanction } from "./sanction-actions.ts";
import { applyFilters } from "./filter-actions.ts";
import type { ActionsTable } from "../moderation-tables.ts";

/** Undoes an action, as far as no newer one has replaced it. (SPEC MO8) */
export async function undo(
  context: ActionContext<ActionOf<"undo">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { trx, stream, action, actionId } = context;
  const row = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("number", "=", seqOfId(action.actionId))
    .where("id", "=", action.actionId)
    .executeTakeFirst();
  if (!row || !isUndoable(row, stream.nowMs)) return "not-found";
  if (!(await mayUndo(context, row))) return "forbidden";
  const entries = await restore(context, row, fromJson<UndoData>(row.undo) ?? {});
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

/** An action may be undone only by people who may perform it. (SPEC MO3) */
async function mayUndo(context: ActionContext, row: ActionsTable): Promise<boolean> {
  const { actor } = context.append;
  const detail = fromJson<Record<string, unknown>>(row.detail) ?? {};
  if (
    (row.kind === "appoint" || row.kind === "set-filters" || "ended" in detail) &&
    !isOwner(actor)
  )
    return false;
  if (row.user_id === null || row.kind === "pin" || row.kind === "note") return true;
  // A person's own message that they removed themselves.
  if (row.user_id === actor?.userId) return row.by_user_id === actor.userId;
  const { role } = await findPerson(context, row.user_id);
  return mayActOn(actor, row.user_id, role satisfies Role);
}

async function restore(
  context: ActionContext,
  row: ActionsTable,
  notes: UndoData,
): Promise<EntryRow[]> {
  const { stream } = context;
  const entries: EntryRow[] = [];
  const stands = row.slot !== null;
  if (notes.sanction && stands) await liftSanction(context, row.user_id ?? "");
  if (notes.role && stands) await applyRole(context, row.user_id ?? "", notes.role.before);
  if (notes.mode && stands) {
    const { before, beforeShield } = notes.mode;
    entries.push(...(await applyMode(context, before, beforeShield ?? undefined)));
  }
  if (notes.filters && stands) applyFilters(context, notes.filters.before);
  if (notes.pin && stands) entries.push(...(await restorePin(context, notes.pin)));
  if (notes.cleared && stands) {
    stream.clearedSeq = notes.cleared.before;
    stream.clearedAt = notes.cleared.atMs;
    entries.push(await writeRestoration(context, notes.cleared.seq, null));
  }
  if (notes.removal !== undefined) {
    await undoPurge(context.trx, stream, notes.removal);
    const restored = await restoreTexts(context, notes.removal, row);
    entries.push(await writeRestoration(context, notes.removal, restored));
  }
  return entries;
}

async function writeRestoration(
  { trx, stream }: ActionContext,
  undoes: number,
  messageId: string | null,
): Promise<EntryRow> {
  const row = restorationRow(undoes, messageId, stream.nextSlot());
  await writeRows(trx, stream.id, [row]);
  return row;
}
