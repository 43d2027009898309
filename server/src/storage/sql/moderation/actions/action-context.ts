import type { ModerationAction, Pin, RoomMode } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import type { EntryRow } from "../../log/entry-rows.ts";
import type { Schema } from "../../schema.ts";

/** What an action is carried out with: the stream is locked, and all of it commits together. */
export interface ActionContext<Action extends ModerationAction = ModerationAction> {
  readonly trx: Transaction<Schema>;
  readonly stream: LockedStream;
  readonly append: AppendAction;
  readonly action: Action;
  /** The id that the audit record will have. */
  readonly actionId: string;
}

/** An action of one kind, or of several. */
export type ActionOf<Kind extends ModerationAction["kind"]> = Extract<
  ModerationAction,
  { kind: Kind }
>;

/** What an action did, for the log and the audit record. */
export interface ActionOutcome {
  /** Written into the log already by whoever did it. */
  entries?: EntryRow[];
  person?: { userId: string; nickname?: string | undefined; avatarUrl?: string | undefined };
  message?: { id: string; text: string };
  reason?: string | undefined;
  untilMs?: number | undefined;
  detail?: Record<string, unknown>;
  /** What it decides; whatever decided it before cannot be undone any more. */
  slot?: string;
  /** Without it, the action cannot be undone. */
  undo?: UndoData;
}

/** What an undo needs to know of what was before. (SPEC MO8) */
export interface UndoData {
  sanction?: true;
  /** The seq of the removal or purge. */
  removal?: number;
  /** How far the log was cleared, and the seq of the clearing. */
  cleared?: { before: number; atMs: number; seq: number };
  mode?: { before: RoomMode; beforeShield: RoomMode | null };
  /** Of a message its id: what it said may be gone by then. */
  pin?: { before: Pin | { messageId: string } | null };
  role?: { before: "moderator" | "member" };
  note?: true;
  filters?: { before: string | null };
}

/** Why an action is not done. */
export type ActionRefusal = "not-found" | "forbidden";
