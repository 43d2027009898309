import { SHIELD_MODE, type RoomMode } from "#protocol";
import { isOwner } from "../../chat/moderation/authority.ts";
import { changeMode, withoutShield } from "../../chat/moderation/room-mode.ts";
import { modeRow, type EntryRow } from "../rows.ts";
import { writeRows } from "../write-rows.ts";
import type { ActionOf, Deed, Refused, UndoNotes, Work } from "./deed.ts";

/** Changes what holds for everyone's writing. (SPEC MO6) */
export async function setMode(work: Work<ActionOf<"set-mode">>): Promise<Deed | Refused> {
  const { stream, append, action } = work;
  // Only owners end a stream, and begin it again. (SPEC MO3)
  if ("ended" in action.mode && !isOwner(append.actor)) return "forbidden";
  const undo = notesOf(work);
  const mode = changeMode(stream.mode, action.mode);
  return {
    entries: await putMode(work, mode, stream.beforeShield),
    detail: { ...action.mode },
    slot: "mode",
    undo,
  };
}

/** Puts the shield up, or takes it down and brings back what was before it. (SPEC MO7) */
export async function shield(work: Work<ActionOf<"shield">>): Promise<Deed | Refused> {
  const { stream, action } = work;
  const { mode, beforeShield } = stream;
  if (!action.on && !beforeShield) return "not-found";
  const undo = notesOf(work);
  const entries = action.on
    ? await putMode(work, { ...mode, ...SHIELD_MODE }, beforeShield ?? mode)
    : await putMode(work, withoutShield(mode, beforeShield ?? {}), undefined);
  return { entries, detail: { on: action.on }, slot: "mode", undo };
}

/** Makes a mode hold, for the policy and in the log. (SPEC EN10) */
export async function putMode(
  { trx, stream }: Pick<Work, "trx" | "stream">,
  mode: RoomMode,
  beforeShield: RoomMode | undefined,
): Promise<EntryRow[]> {
  stream.mode = mode;
  stream.beforeShield = beforeShield;
  stream.raisePolicy();
  const entries = [modeRow(mode, stream.nextPlace())];
  await writeRows(trx, stream.id, entries);
  return entries;
}

function notesOf({ stream }: Work): UndoNotes {
  return { mode: { before: stream.mode, beforeShield: stream.beforeShield ?? null } };
}
