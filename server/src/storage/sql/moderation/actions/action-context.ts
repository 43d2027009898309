import type { ModerationAction, Pin, RoomMode } from "#protocol";
import type { Transaction } from "kysely";
import type { AppendAction } from "../../../../chat/ports/append-action.ts";
import type { LockedChannel } from "../../log/locked-channel.ts";
import type { LockedScope } from "../../log/locked-scope.ts";
import type { LockedStream } from "../../log/locked-stream.ts";
import type { EntryRow } from "../../log/entry-rows.ts";
import type { Schema } from "../../schema.ts";

/** What an action is carried out with: its scope is locked, and all of it commits together. */
export interface ScopeContext<Action extends ModerationAction = ModerationAction> {
  readonly trx: Transaction<Schema>;
  /** What it holds for: sanctions, staff, filters and the audit record are kept there. (SPEC CH3) */
  readonly scope: LockedScope;
  /** With the role that the actor has in the scope. */
  readonly append: AppendAction;
  readonly action: Action;
  /** The id that the audit record will have. */
  readonly actionId: string;
}

/** The context of an action that is done to a stream. */
export interface ActionContext<
  Action extends ModerationAction = ModerationAction,
> extends ScopeContext<Action> {
  /** The scope. */
  readonly stream: LockedStream;
}

/** The context of an action that is done to a channel. */
export interface ChannelContext<
  Action extends ModerationAction = ModerationAction,
> extends ScopeContext<Action> {
  /** The scope. */
  readonly channel: LockedChannel;
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
  /** What is to be undone with it, in the audit log of a stream. */
  undoes?: { streamId: string; actionId: string };
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
  /** The mode that a channel had for new streams. */
  channelMode?: { before: RoomMode };
  /** The name that a channel had. */
  name?: { before: string | null };
  /** The purge that came with it, in the audit log of the stream in which it was done. */
  purge?: { streamId: string; actionId: string };
}

/** Why an action is refused. */
export type ActionRefusal = "not-found" | "forbidden";
