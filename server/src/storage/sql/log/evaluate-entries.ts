import type { Append, AppendResult } from "../../../chat/ports/append.ts";
import {
  messageRow,
  purgeRow,
  removalRow,
  shadowedRow,
  toEntry,
  type EntryRow,
  type EntrySlot,
} from "./entry-rows.ts";
import type { HeldMessages } from "./held-messages.ts";
import type { LockedStream } from "./locked-stream.ts";
import type { ReferencedRows } from "./referenced-rows.ts";
import type { SendConstraints } from "./send-constraints.ts";

export type AppendEntry = Exclude<Append, { kind: "action" }>;

/** What was read for a batch; evaluating it changes them. */
export interface Evaluation {
  known: ReferencedRows;
  constraints: SendConstraints;
  /** Absent where no message of the batch is held, and none is removed. */
  held?: HeldMessages;
}

/** Decides what of a batch is appended to a locked stream, in its order, and makes the rows. */
export function evaluateEntries(
  stream: LockedStream,
  batch: readonly AppendEntry[],
  { known, constraints, held }: Evaluation,
): { results: AppendResult[]; fresh: EntryRow[] } {
  const fresh: EntryRow[] = [];
  const results = batch.map((append): AppendResult => {
    if (append.kind === "removal" && held?.withdraw(append))
      return { outcome: "withdrawn", epoch: stream.epoch };
    const verdict = known.check(append);
    if (verdict?.outcome === "refused") return verdict;
    if (verdict) return { ...verdict, epoch: stream.epoch };
    if (append.kind === "message") {
      const refusal = constraints.check(append);
      if (refusal) return refusal;
      const kept = append.held && held?.add(append, append.held);
      if (kept) return kept;
    }
    const row = toRow(append, stream.nextSlot(), known);
    if (append.kind === "message" && append.held) held?.addShadowed(row, append, append.held);
    known.add(row);
    const unpinned = stream.unpinRemoved(row);
    fresh.push(row, ...unpinned);
    return {
      outcome: "appended",
      epoch: stream.epoch,
      entry: toEntry(row),
      ...(unpinned.length > 0 && { more: unpinned.map((each) => toEntry(each)) }),
    };
  });
  return { results, fresh };
}

function toRow(append: AppendEntry, slot: EntrySlot, known: ReferencedRows): EntryRow {
  switch (append.kind) {
    case "message": {
      const row = messageRow(append, slot, known.parentOf(append));
      return append.held ? shadowedRow(row) : row;
    }
    case "removal": {
      const target = known.get(append.messageId);
      if (!target) throw new Error("a removal was judged without its message");
      known.tombstone(target);
      return removalRow(target, slot);
    }
    case "purge":
      known.tombstoneAllOf(append.userId);
      return purgeRow(append.userId, slot);
  }
}
