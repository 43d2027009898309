import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import { isChannelKey } from "../../../../chat/ports/channel-key.ts";
import type { LockedScope } from "../../log/locked-scope.ts";
import type { Schema } from "../../schema.ts";
import type { ActionsTable } from "../moderation-tables.ts";
import type { ActionOutcome, ScopeContext } from "./action-context.ts";

/**
 * The record of an action that is asked for again under its clientId; `conflict` where another
 * was done under it. (SPEC MO17)
 */
export async function findRepeated(
  trx: Transaction<Schema>,
  scope: LockedScope,
  append: AppendAction,
): Promise<ActionsTable | "conflict" | undefined> {
  const { clientId, actor } = append;
  if (clientId === undefined) return undefined;
  const record = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", scope.id)
    .where("client_id", "=", clientId)
    .where("by_user_id", actor ? "=" : "is", actor?.userId ?? null)
    .executeTakeFirst();
  return record && record.request_hash !== hashText(append) ? "conflict" : record;
}

/** Writes an action into the audit log of its scope. (SPEC MO5) */
export async function writeRecord(
  { trx, scope, append, action, actionId }: ScopeContext,
  outcome: ActionOutcome,
): Promise<ActionsTable> {
  const { person, message, slot = null } = outcome;
  const detail = { ...outcome.detail, ...(append.rule && { rule: append.rule }) };
  // Only the newest action in a slot can be undone.
  if (slot !== null)
    await trx
      .updateTable("actions")
      .set({ slot: null })
      .where("stream_id", "=", scope.id)
      .where("slot", "=", slot)
      .execute();
  scope.actions += 1;
  const row: ActionsTable = {
    stream_id: scope.id,
    number: scope.actions,
    id: actionId,
    at: scope.nowMs,
    kind: action.kind,
    by_user_id: append.actor?.userId ?? null,
    by_nickname: append.actor?.nickname ?? null,
    by_role: append.actor?.role ?? null,
    user_id: person?.userId ?? null,
    nickname: person?.nickname ?? null,
    avatar_url: person?.avatarUrl ?? null,
    message_id: message?.id ?? null,
    message_text: message?.text ?? null,
    reason: outcome.reason ?? null,
    until: outcome.untilMs ?? null,
    detail: Object.keys(detail).length > 0 ? JSON.stringify(detail) : null,
    slot,
    undo: outcome.undo ? JSON.stringify(outcome.undo) : null,
    undone_by: null,
    client_id: append.clientId ?? null,
    request_hash: append.clientId === undefined ? null : hashText(append),
    log_seq: scope.lastSeq,
    in_stream: isChannelKey(scope.id) && !isChannelKey(append.streamId) ? append.streamId : null,
  };
  await trx.insertInto("actions").values(row).execute();
  return row;
}

function hashText({ action }: AppendAction): string {
  return createHash("sha256").update(JSON.stringify(action)).digest("base64url");
}
