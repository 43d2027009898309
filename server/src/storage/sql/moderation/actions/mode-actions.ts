import { SHIELD_MODE, type RoomMode } from "#protocol";
import { isOwner } from "../../../../chat/participants/roles.ts";
import { changeMode, withoutShield } from "../../../../chat/moderation/room-mode.ts";
import { modeRow, type EntryRow } from "../../log/entry-rows.ts";
import { writeRows } from "../../log/write-rows.ts";
import type {
  ActionOf,
  ActionOutcome,
  ActionRefusal,
  UndoData,
  ActionContext,
  ChannelContext,
} from "./action-context.ts";

/** Changes the room mode. (SPEC MO6) */
export async function setMode(
  context: ActionContext<ActionOf<"set-mode">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { stream, append, action } = context;
  // Only owners may end and reopen a stream. (SPEC MO3)
  if ("ended" in action.mode && !isOwner(append.actor)) return "forbidden";
  const undo = undoDataOf(context);
  const mode = changeMode(stream.mode, action.mode);
  return {
    entries: await applyMode(context, mode, stream.beforeShield),
    detail: { ...action.mode },
    slot: "mode",
    undo,
  };
}

/** Raises the shield, or lowers it and restores the earlier mode. (SPEC MO7) */
export async function shield(
  context: ActionContext<ActionOf<"shield">>,
): Promise<ActionOutcome | ActionRefusal> {
  const { stream, action } = context;
  const { mode, beforeShield } = stream;
  if (!action.on && !beforeShield) return "not-found";
  const undo = undoDataOf(context);
  const entries = action.on
    ? await applyMode(context, { ...mode, ...SHIELD_MODE }, beforeShield ?? mode)
    : await applyMode(context, withoutShield(mode, beforeShield ?? {}), undefined);
  return { entries, detail: { on: action.on }, slot: "mode", undo };
}

/** Says with which mode the streams of a channel begin. (SPEC CH9) */
export async function setChannelMode({
  channel,
  append,
  action,
}: ChannelContext<ActionOf<"set-mode">>): Promise<ActionOutcome | ActionRefusal> {
  if (!isOwner(append.actor)) return "forbidden";
  const undo = { channelMode: { before: channel.mode } };
  channel.mode = changeMode(channel.mode, action.mode);
  channel.bumpPolicyVersion();
  return { detail: { ...action.mode }, slot: "mode", undo };
}

/** Makes a mode hold, for the policy and in the log. (SPEC EN10) */
export async function applyMode(
  { trx, stream }: Pick<ActionContext, "trx" | "stream">,
  mode: RoomMode,
  beforeShield: RoomMode | undefined,
): Promise<EntryRow[]> {
  stream.mode = mode;
  stream.beforeShield = beforeShield;
  stream.bumpPolicyVersion();
  const entries = [modeRow(mode, stream.nextSlot())];
  await writeRows(trx, stream.id, entries);
  return entries;
}

function undoDataOf({ stream }: ActionContext): UndoData {
  return { mode: { before: stream.mode, beforeShield: stream.beforeShield ?? null } };
}
