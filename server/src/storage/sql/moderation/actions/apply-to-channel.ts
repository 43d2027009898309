import type { CHANNEL_ACTIONS, ModerationAction } from "#protocol";
import type { Transaction } from "kysely";
import { mayActOn } from "../../../../chat/participants/roles.ts";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { AppendResult } from "../../../../chat/ports/append.ts";
import { newEntryId } from "../../log/entry-id.ts";
import { fromJson, type EntryRow } from "../../log/entry-rows.ts";
import type { LockedChannel } from "../../log/locked-channel.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import { toEntries } from "../../log/resolve-quotes.ts";
import type { Schema } from "../../schema.ts";
import { toRecord } from "../audit-record.ts";
import type { ActionsTable } from "../moderation-tables.ts";
import type {
  ActionOf,
  ActionOutcome,
  ActionRefusal,
  ChannelContext,
  UndoData,
} from "./action-context.ts";
import { findRepeated, writeRecord } from "./action-records.ts";
import { applyInStream, refused, staleFor, type AppliedAction } from "./apply-action.ts";
import { setFilters } from "./filter-actions.ts";
import { findPerson } from "./find-person.ts";
import { setChannelMode } from "./mode-actions.ts";
import { setName } from "./name-action.ts";
import { appoint, note } from "./person-actions.ts";
import { lift, sanction } from "./sanction-actions.ts";
import { findUndoable, undo } from "./undo-action.ts";

type ChannelActionKind = (typeof CHANNEL_ACTIONS)[number];

const HANDLERS: {
  [Kind in ChannelActionKind]: (
    context: ChannelContext<ActionOf<Kind>>,
  ) => Promise<ActionOutcome | ActionRefusal>;
} = {
  lift,
  appoint,
  note,
  ban: (context) => sanction(context),
  shadow: (context) => sanction(context),
  "set-filters": setFilters,
  "set-mode": setChannelMode,
  "set-name": setName,
  undo: (context) => undo(context, { channel: context }),
};

/**
 * Does what staff of a channel ask for, in all of its streams. `stream` is the one in which it
 * is done, if it is done in one: what goes with it there is an action of its own. (SPEC CH3)
 */
export async function applyToChannel(
  trx: Transaction<Schema>,
  channel: LockedChannel,
  stream: LockedStream | undefined,
  append: AppendAction,
): Promise<AppendResult> {
  const { action, actor } = append;
  // Staff of a single stream may not act on the channel. (SPEC CH2)
  if (!(action.kind in HANDLERS) || (actor && !actor.channelRole)) return refused("forbidden");
  const inChannel: AppendAction = {
    ...append,
    actor: actor && { ...actor, role: actor.channelRole ?? actor.role },
  };
  const first = await findRepeated(trx, channel, inChannel);
  if (first)
    return first === "conflict"
      ? refused(first)
      : doneResult(trx, channel, stream, { rows: [], record: first });
  const stale = stream && staleFor(stream, append);
  if (stale) return stale;
  const actionId = newEntryId(channel.actions + 1);
  const context = { trx, scope: channel, channel, append: inChannel, action, actionId };
  const applied = await apply(context, stream, append);
  return typeof applied === "string" ? refused(applied) : doneResult(trx, channel, stream, applied);
}

async function apply(
  context: ChannelContext,
  stream: LockedStream | undefined,
  append: AppendAction,
): Promise<AppliedAction | ActionRefusal> {
  const { trx, action } = context;
  if (stream && (await mayNotPurge(context, stream, append))) return "forbidden";
  const handler = HANDLERS[action.kind as ChannelActionKind] as (
    context: ChannelContext,
  ) => Promise<ActionOutcome | ActionRefusal>;
  const outcome = await handler(context);
  if (typeof outcome === "string") return outcome;
  let rows: readonly EntryRow[] = [];
  const also = stream && alsoInStream(stream, action, outcome);
  if (stream && also) {
    const { rule: _, clientId: __, scope: ___, ...inStream } = append;
    const applied = await applyInStream(trx, stream, { ...inStream, action: also });
    if (typeof applied !== "string") {
      ({ rows } = applied);
      if (also.kind === "purge") rememberPurge(outcome, stream, applied.record);
    }
  }
  // A message that waits for this stream has read the channel's version before. (SPEC CH4)
  stream?.bumpPolicyVersion();
  return { rows, record: await writeRecord(context, outcome) };
}

/** What is done in the stream along with something that is done to its channel. */
function alsoInStream(
  stream: LockedStream,
  action: ModerationAction,
  { undoes }: ActionOutcome,
): ModerationAction | undefined {
  if (undoes?.streamId === stream.id) return { kind: "undo", actionId: undoes.actionId };
  if (action.kind !== "ban" || !action.purge) return undefined;
  const { userId, reason } = action;
  return { kind: "purge", userId, ...(reason !== undefined && { reason }) };
}

function rememberPurge(outcome: ActionOutcome, stream: LockedStream, { id }: ActionsTable): void {
  outcome.detail = { ...outcome.detail, purged: true };
  outcome.undo = { ...outcome.undo, purge: { streamId: stream.id, actionId: id } };
}

/**
 * Whether a ban, or its undoing, concerns messages of somebody on whom the actor may not act in the
 * stream: there counts the actor's role in `append`, while the context has the one in the channel.
 * (SPEC MO3, CH3)
 */
async function mayNotPurge(
  context: ChannelContext,
  stream: LockedStream,
  append: AppendAction,
): Promise<boolean> {
  const userId = await findWhosePurge(context, stream);
  if (userId === undefined) return false;
  const { role } = await findPerson(context, userId);
  return !mayActOn(append.actor, userId, role);
}

/** Whose messages an action removes from the stream, or brings back there. */
async function findWhosePurge(
  context: ChannelContext,
  stream: LockedStream,
): Promise<string | undefined> {
  const { action } = context;
  if (action.kind === "ban") return action.purge ? action.userId : undefined;
  if (action.kind !== "undo") return undefined;
  const row = await findUndoable({ ...context, action });
  const { purge } = fromJson<UndoData>(row?.undo ?? null) ?? {};
  return purge?.streamId === stream.id ? (row?.user_id ?? undefined) : undefined;
}

async function doneResult(
  trx: Transaction<Schema>,
  channel: LockedChannel,
  stream: LockedStream | undefined,
  { rows, record }: AppliedAction,
): Promise<AppendResult> {
  return {
    outcome: "done",
    epoch: stream?.epoch ?? "",
    entries: stream ? await toEntries(trx, stream.id, rows, stream) : [],
    record: toRecord(record, channel.nowMs),
    policyVersion: stream?.policyVersion ?? 0,
    channelVersion: channel.policyVersion,
  };
}
