import type { ModerationAction, Pin, RoomMode } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import type { EntryRow } from "../../log/entry-rows.ts";
import type { Schema } from "../../schema.ts";

/** Context of an action: the stream is locked, and all changes commit together. */
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

/** The outcome of an action, for the log and the audit record. */
export interface ActionOutcome {
  /** Entries that the action has already written into the log. */
  entries?: EntryRow[];
  person?: { userId: string; nickname?: string | undefined; avatarUrl?: string | undefined };
  message?: { id: string; text: string };
  reason?: string | undefined;
  untilMs?: number | undefined;
  detail?: Record<string, unknown>;
  /** What it decides; earlier actions in the same slot can no longer be undone. */
  slot?: string;
  /** Without it, the action cannot be undone. */
  undo?: UndoData;
}

/** The earlier state that an undo needs. (SPEC MO8) */
export interface UndoData {
  sanction?: true;
  /** The seq of the removal or purge. */
  removal?: number;
  /** How far the log was cleared before, and the seq of the clearing. */
  cleared?: { before: number; atMs: number; seq: number };
  mode?: { before: RoomMode; beforeShield: RoomMode | null };
  /** For a message only its id, because its text may be gone by then. */
  pin?: { before: Pin | { messageId: string } | null };
  role?: { before: "moderator" | "member" };
  note?: true;
  filters?: { before: string | null };
}

/** Why an action is refused. */
export type ActionRefusal = "not-found" | "forbidden";
