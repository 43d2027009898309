import { createHash } from "node:crypto";
import type { ModerationAction } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../chat/moderation/append-action.ts";
import type { AppendResult } from "../../chat/ports.ts";
import type { LockedStream } from "../locked-stream.ts";
import { newEntryId } from "../new-id.ts";
import type { EntryRow } from "../rows.ts";
import type { Schema } from "../schema.ts";
import { toRecord } from "./audit-rows.ts";
import type { ActionOf, Deed, Refused, Work } from "./deed.ts";
import { setFilters } from "./set-filters.ts";
import { setMode, shield } from "./modes.ts";
import { appoint, note, permitLink } from "./people.ts";
import { pin, pinText, unpin } from "./pins.ts";
import { clear, purge, remove } from "./removals.ts";
import { toEntries } from "./quoting-entries.ts";
import { approve, dismiss, reject } from "./review.ts";
import { lift, sanction } from "./sanctions.ts";
import type { ActionsTable } from "./schema.ts";
import { undo } from "./undo.ts";

type Doer<Kind extends ModerationAction["kind"]> = (
  work: Work<ActionOf<Kind>>,
) => Promise<Deed | Refused>;

const DOERS: { [Kind in ModerationAction["kind"]]: Doer<Kind> } = {
  ...{ remove, purge, clear, lift, pin, unpin, appoint, note, approve, reject, dismiss, undo },
  ...{ timeout: sanction, ban: sanction, shadow: sanction },
  ...{
    "set-mode": setMode,
    "set-filters": setFilters,
    "permit-link": permitLink,
    shield,
    "pin-text": pinText,
  },
};

/**
 * Does what staff ask for, with all that follows from it and the audit record, in the
 * stream's own transaction: together or not at all. (SPEC MO2)
 */
export async function carryOut(
  trx: Transaction<Schema>,
  stream: LockedStream,
  append: AppendAction,
): Promise<AppendResult> {
  const first = await askedBefore(trx, stream, append);
  if (first) return first;
  const { policyVersion } = stream;
  if (append.policyVersion !== undefined && append.policyVersion !== policyVersion)
    return { outcome: "stale-policy", policyVersion };
  const number = stream.actions + 1;
  const { action } = append;
  const work = { trx, stream, append, action, actionId: newEntryId(number) };
  const doer = DOERS[action.kind] as (work: Work) => Promise<Deed | Refused>;
  const deed = await doer(work);
  if (typeof deed === "string") return (await doneBefore(work, deed)) ?? refused(deed);
  stream.actions = number;
  const record = await writeRecord(work, number, deed);
  return done(work, deed.entries ?? [], record);
}

function refused(code: Refused | "conflict"): AppendResult {
  return { outcome: "refused", code };
}

async function done(
  { trx, stream }: Work,
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

/** What came of an action that is asked for again under its clientId. (SPEC MO17) */
async function askedBefore(
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
  if (record.request_hash !== hashOf(append)) return refused("conflict");
  return doneAlready(stream, record);
}

function hashOf({ action }: AppendAction): string {
  return createHash("sha256").update(JSON.stringify(action)).digest("base64url");
}

function doneAlready(stream: LockedStream, record: ActionsTable): AppendResult {
  return {
    outcome: "done",
    ...{ epoch: stream.epoch, entries: [], record: toRecord(record, stream.nowMs) },
    policyVersion: stream.policyVersion,
  };
}

/** Removing a message that staff have removed already succeeds, and does nothing. (SPEC RM1) */
async function doneBefore(work: Work, why: Refused): Promise<AppendResult | undefined> {
  const { trx, stream, action } = work;
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
  return record && doneAlready(stream, record);
}

async function writeRecord(work: Work, number: number, deed: Deed): Promise<ActionsTable> {
  const { trx, stream, append, actionId } = work;
  const { person, message, slot = null } = deed;
  const detail = { ...deed.detail, ...(append.rule && { rule: append.rule }) };
  // Of what decides the same, only the newest can be undone.
  if (slot !== null)
    await trx
      .updateTable("actions")
      .set({ slot: null })
      .where("stream_id", "=", stream.id)
      .where("slot", "=", slot)
      .execute();
  const row: ActionsTable = {
    ...{ stream_id: stream.id, number, id: actionId, at: stream.nowMs, kind: append.action.kind },
    by_user_id: append.actor?.userId ?? null,
    by_nickname: append.actor?.nickname ?? null,
    by_role: append.actor?.role ?? null,
    user_id: person?.userId ?? null,
    nickname: person?.nickname ?? null,
    avatar_url: person?.avatarUrl ?? null,
    message_id: message?.id ?? null,
    message_text: message?.text ?? null,
    reason: deed.reason ?? null,
    until: deed.untilMs ?? null,
    detail: Object.keys(detail).length > 0 ? JSON.stringify(detail) : null,
    slot,
    undo: deed.undo ? JSON.stringify(deed.undo) : null,
    undone_by: null,
    client_id: append.clientId ?? null,
    request_hash: append.clientId === undefined ? null : hashOf(append),
    log_seq: stream.lastSeq,
  };
  await trx.insertInto("actions").values(row).execute();
  return row;
}
