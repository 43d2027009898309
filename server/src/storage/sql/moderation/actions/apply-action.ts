import { createHash } from "node:crypto";
import type { ModerationAction } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { AppendResult } from "../../../../chat/ports/append.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import { newEntryId } from "../../log/entry-id.ts";
import type { EntryRow } from "../../log/entry-rows.ts";
import type { Schema } from "../../schema.ts";
import { toRecord } from "../audit-record.ts";
import type { ActionOf, ActionOutcome, ActionRefusal, ActionContext } from "./action-context.ts";
import { setFilters } from "./filter-actions.ts";
import { setMode, shield } from "./mode-actions.ts";
import { appoint, note, permitLink } from "./person-actions.ts";
import { pin, pinText, unpin } from "./pin-actions.ts";
import { clear, purge, remove } from "./removal-actions.ts";
import { toEntries } from "../../log/resolve-quotes.ts";
import { approve, dismiss, reject } from "./review-actions.ts";
import { lift, sanction } from "./sanction-actions.ts";
import type { ActionsTable } from "../moderation-tables.ts";
import { undo } from "./undo-action.ts";

type ActionHandler<Kind extends ModerationAction["kind"]> = (
  context: ActionContext<ActionOf<Kind>>,
) => Promise<ActionOutcome | ActionRefusal>;

const HANDLERS: { [Kind in ModerationAction["kind"]]: ActionHandler<Kind> } = {
  remove,
  purge,
  clear,
  lift,
  pin,
  unpin,
  appoint,
  note,
  approve,
  reject,
  dismiss,
  undo,
  timeout: sanction,
  ban: sanction,
  shadow: sanction,
  ...{
    "set-mode": setMode,
    "set-filters": setFilters,
    "permit-link": permitLink,
    shield,
    "pin-text": pinText,
  },
};

/**
 * Performs an action of staff with all its effects and the audit record, in the stream's
 * transaction: all or nothing. (SPEC MO2)
 */
export async function applyAction(
  trx: Transaction<Schema>,
  stream: LockedStream,
  append: AppendAction,
): Promise<AppendResult> {
  const first = await findRepeated(trx, stream, append);
  if (first) return first;
  const { policyVersion } = stream;
  if (append.policyVersion !== undefined && append.policyVersion !== policyVersion)
    return { outcome: "stale-policy", policyVersion };
  const number = stream.actions + 1;
  const { action } = append;
  const context = { trx, stream, append, action, actionId: newEntryId(number) };
  const handler = HANDLERS[action.kind] as (
    context: ActionContext,
  ) => Promise<ActionOutcome | ActionRefusal>;
  const outcome = await handler(context);
  if (typeof outcome === "string")
    return (await findEarlierRemoval(context, outcome)) ?? refused(outcome);
  stream.actions = number;
  const record = await writeRecord(context, number, outcome);
  return doneResult(context, outcome.entries ?? [], record);
}

function refused(code: ActionRefusal | "conflict"): AppendResult {
  return { outcome: "refused", code };
}

async function doneResult(
  { trx, stream }: ActionContext,
  rows: readonly EntryRow[],
  record: ActionsTable,
): Promise<AppendResult> {
  return {
    outcome: "done",
    epoch: stream.epoch,
    entries: await toEntries(trx, stream.id, rows, stream),
    record: toRecord(record, stream.nowMs),
    policyVersion: stream.policyVersion,
  };
}

/** The outcome of an action that is repeated under its clientId. (SPEC MO17) */
async function findRepeated(
  trx: Transaction<Schema>,
  stream: LockedStream,
  append: AppendAction,
): Promise<AppendResult | undefined> {
  const { clientId, actor } = append;
  if (clientId === undefined) return undefined;
  const record = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("client_id", "=", clientId)
    .where("by_user_id", actor ? "=" : "is", actor?.userId ?? null)
    .executeTakeFirst();
  if (!record) return undefined;
  if (record.request_hash !== hashText(append)) return refused("conflict");
  return repeatedResult(stream, record);
}

function hashText({ action }: AppendAction): string {
  return createHash("sha256").update(JSON.stringify(action)).digest("base64url");
}

function repeatedResult(stream: LockedStream, record: ActionsTable): AppendResult {
  return {
    outcome: "done",
    epoch: stream.epoch,
    entries: [],
    record: toRecord(record, stream.nowMs),
    policyVersion: stream.policyVersion,
  };
}

/** Removing a message that staff have already removed succeeds without an effect. (SPEC RM1) */
async function findEarlierRemoval(
  context: ActionContext,
  why: ActionRefusal,
): Promise<AppendResult | undefined> {
  const { trx, stream, action } = context;
  if (action.kind !== "remove" || why !== "not-found") return undefined;
  const record = await trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("message_id", "=", action.messageId)
    .where("kind", "=", "remove")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  return record && repeatedResult(stream, record);
}

async function writeRecord(
  context: ActionContext,
  number: number,
  outcome: ActionOutcome,
): Promise<ActionsTable> {
  const { trx, stream, append, actionId } = context;
  const { person, message, slot = null } = outcome;
  const detail = { ...outcome.detail, ...(append.rule && { rule: append.rule }) };
  // Only the newest action in a slot can be undone.
  if (slot !== null)
    await trx
      .updateTable("actions")
      .set({ slot: null })
      .where("stream_id", "=", stream.id)
      .where("slot", "=", slot)
      .execute();
  const row: ActionsTable = {
    stream_id: stream.id,
    number,
    id: actionId,
    at: stream.nowMs,
    kind: append.action.kind,
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
    log_seq: stream.lastSeq,
  };
  await trx.insertInto("actions").values(row).execute();
  return row;
}
