import type { Role } from "#protocol";
import { isChannelKey } from "../../../../chat/ports/channel-key.ts";
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
  ChannelContext,
  ScopeContext,
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
  context: ScopeContext<ActionOf<"undo">>,
  places: { stream?: ActionContext; channel?: ChannelContext },
): Promise<ActionOutcome | ActionRefusal> {
  const { trx, scope, actionId } = context;
  const row = await findUndoable(context);
  if (!row) return "not-found";
  if (!(await mayUndo(context, row))) return "forbidden";
  const notes = fromJson<UndoData>(row.undo) ?? {};
  await restoreScope(context, row, notes);
  if (places.channel && row.slot !== null) restoreChannel(places.channel, notes);
  const entries = places.stream ? await restore(places.stream, row, notes) : [];
  await trx
    .updateTable("actions")
    .set({ undone_by: actionId, slot: null })
    .where("stream_id", "=", scope.id)
    .where("number", "=", row.number)
    .execute();
  return {
    entries,
    ...(notes.purge && { undoes: notes.purge }),
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

/** The action that is to be undone, if it can be. (SPEC MO8) */
export async function findUndoable({
  trx,
  scope,
  action,
}: ScopeContext<ActionOf<"undo">>): Promise<ActionsTable | undefined> {
  const row = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", scope.id)
    .where("number", "=", seqOfId(action.actionId))
    .where("id", "=", action.actionId)
    .executeTakeFirst();
  return row && isUndoable(row, scope.nowMs) ? row : undefined;
}

/** An action may be undone only by people who may perform it. (SPEC MO3) */
async function mayUndo(context: ScopeContext, row: ActionsTable): Promise<boolean> {
  const { actor } = context.append;
  const detail = fromJson<Record<string, unknown>>(row.detail) ?? {};
  if (
    (row.kind === "appoint" ||
      row.kind === "set-filters" ||
      row.kind === "set-name" ||
      "ended" in detail ||
      (row.kind === "set-mode" && isChannelKey(row.stream_id))) &&
    !isOwner(actor)
  )
    return false;
  if (row.user_id === null || row.kind === "pin" || row.kind === "note") return true;
  // A person's own message that they removed themselves.
  if (row.user_id === actor?.userId) return row.by_user_id === actor.userId;
  const { role } = await findPerson(context, row.user_id);
  return mayActOn(actor, row.user_id, role satisfies Role);
}

/** Brings back what any scope has. */
async function restoreScope(
  context: ScopeContext,
  { slot, user_id }: ActionsTable,
  notes: UndoData,
): Promise<void> {
  if (slot === null) return;
  if (notes.sanction) await liftSanction(context, user_id ?? "");
  if (notes.role) await applyRole(context, user_id ?? "", notes.role.before);
  if (notes.filters) applyFilters(context, notes.filters.before);
}

/** Brings back what channels alone have. */
function restoreChannel({ channel }: ChannelContext, { channelMode, name }: UndoData): void {
  if (channelMode) channel.mode = channelMode.before;
  if (name) channel.name = name.before;
  if (channelMode || name) channel.bumpPolicyVersion();
}

/** Brings back what streams alone have, and writes that into the log. */
async function restore(
  context: ActionContext,
  row: ActionsTable,
  notes: UndoData,
): Promise<EntryRow[]> {
  const { stream } = context;
  const entries: EntryRow[] = [];
  const stands = row.slot !== null;
  if (notes.mode && stands) {
    const { before, beforeShield } = notes.mode;
    entries.push(...(await applyMode(context, before, beforeShield ?? undefined)));
  }
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
