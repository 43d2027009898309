import type { ModerationAction } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { AppendResult } from "../../../../chat/ports/append.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import { newEntryId } from "../../log/entry-id.ts";
import type { EntryRow } from "../../log/entry-rows.ts";
import type { Schema } from "../../schema.ts";
import { toRecord } from "../audit-record.ts";
import { findRepeated, writeRecord } from "./action-records.ts";
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
  shield,
  undo: (context) => undo(context, { stream: context }),
  timeout: (context) => sanction(context, context),
  ban: (context) => sanction(context, context),
  shadow: (context) => sanction(context, context),
  "set-mode": setMode,
  "set-filters": setFilters,
  "permit-link": permitLink,
  "pin-text": pinText,
  // A stream has no name. (SPEC CH7)
  "set-name": async () => "forbidden",
};

/** What an action wrote: entries into the log, and the record. */
export interface AppliedAction {
  rows: readonly EntryRow[];
  record: ActionsTable;
}

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
  if (first) return first === "conflict" ? refused(first) : doneResult(trx, stream, [], first);
  const stale = staleFor(stream, append);
  if (stale) return stale;
  const applied = await applyInStream(trx, stream, append);
  if (typeof applied !== "string") return doneResult(trx, stream, applied.rows, applied.record);
  const earlier = await findEarlierRemoval(trx, stream, append, applied);
  return earlier ? doneResult(trx, stream, [], earlier) : refused(applied);
}

/** Does an action in a stream and records it; also one that goes with an action of its channel. */
export async function applyInStream(
  trx: Transaction<Schema>,
  stream: LockedStream,
  append: AppendAction,
): Promise<AppliedAction | ActionRefusal> {
  const { action } = append;
  const actionId = newEntryId(stream.actions + 1);
  const context: ActionContext = { trx, scope: stream, stream, append, action, actionId };
  const handler = HANDLERS[action.kind] as (
    context: ActionContext,
  ) => Promise<ActionOutcome | ActionRefusal>;
  const outcome = await handler(context);
  if (typeof outcome === "string") return outcome;
  return { rows: outcome.entries ?? [], record: await writeRecord(context, outcome) };
}

/** The answer to an action whose actor had their role by a policy that holds no more. */
export function staleFor(
  stream: LockedStream,
  { policyVersion, channelVersion = 0 }: AppendAction,
): AppendResult | undefined {
  if (policyVersion === undefined) return undefined;
  return stream.staleFor({ policyVersion, channelVersion });
}

export function refused(code: ActionRefusal | "conflict"): AppendResult {
  return { outcome: "refused", code };
}

async function doneResult(
  trx: Transaction<Schema>,
  stream: LockedStream,
  rows: readonly EntryRow[],
  record: ActionsTable,
): Promise<AppendResult> {
  const { epoch, policyVersion, channelVersion } = stream;
  return {
    outcome: "done",
    epoch,
    entries: await toEntries(trx, stream.id, rows, stream),
    record: toRecord(record, stream.nowMs),
    policyVersion,
    channelVersion,
  };
}

/** Removing a message that staff have already removed succeeds without an effect. (SPEC RM1) */
async function findEarlierRemoval(
  trx: Transaction<Schema>,
  stream: LockedStream,
  { action }: AppendAction,
  why: ActionRefusal,
): Promise<ActionsTable | undefined> {
  if (action.kind !== "remove" || why !== "not-found") return undefined;
  return trx
    .selectFrom("actions")
    .selectAll()
    .where("stream_id", "=", stream.id)
    .where("message_id", "=", action.messageId)
    .where("kind", "=", "remove")
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}
