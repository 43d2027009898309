import type { Clock } from "../ports/clock.ts";
import type { MessageLog, Retention, Trimmed } from "../ports/message-log.ts";

export interface RetentionSettings {
  days?: number | undefined;
  maxPerStream?: number | undefined;
}

export interface TrimmingTools {
  log: MessageLog;
  /** Removes a message for everyone, as its author would. */
  remove: (streamId: string, messageId: string) => Promise<unknown>;
  clock: Clock;
  signal: AbortSignal;
  pause: () => Promise<void>;
}

/** Result of one round of trimming. */
export interface TrimmedRound {
  entries: number;
  streamIds: ReadonlySet<string>;
  /** Entries from before this time were deleted; undefined if age does not count. */
  beforeMs: number | undefined;
  /** Whether the next round may have more to delete. */
  isMore: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Entries deleted in one transaction: few, because sends wait behind it. */
const STEP = 500;
/**
 * Entries deleted in one round. The limit leaves time to see a wrong setting in the server's log.
 */
const MOST_ENTRIES = 100_000;

/** Duration of a round, and the maximum step of the retention time, for all deletion by age. */
export const RETENTION_ROUND_MS = 60_000;
const MARK_STEP_MS = 10 * 60_000;
/** Calls within this time, from several nodes or early timers, count as one round. */
const MARK_ROUND_MS = RETENTION_ROUND_MS / 2;

/** The time used for all deletion by age. It never depends on a single clock. (SPEC LOG8) */
export function retentionNowMs({
  log,
  clock,
}: Pick<TrimmingTools, "log" | "clock">): Promise<number> {
  return log.advanceRetentionMark({
    nowMs: clock.nowMs(),
    stepMs: MARK_STEP_MS,
    roundMs: MARK_ROUND_MS,
  });
}

/**
 * Deletes entries beyond the age or number that is kept, in small steps with a pause after each, so
 * that chats are not delayed. Stops early on the signal. (SPEC LOG8)
 */
export async function trimLog(
  tools: TrimmingTools,
  { days, maxPerStream }: RetentionSettings,
  onTrimmed: (trimmed: readonly Trimmed[]) => void,
): Promise<TrimmedRound> {
  const { log, remove, signal, pause } = tools;
  const beforeMs = days === undefined ? undefined : (await retentionNowMs(tools)) - days * DAY_MS;
  const retention: Retention = {
    ...(beforeMs !== undefined && { beforeMs }),
    ...(maxPerStream !== undefined && { maxEntries: maxPerStream }),
  };
  const streamIds = new Set<string>();
  let entries = 0;
  while (!signal.aborted && entries < MOST_ENTRIES) {
    const trimmed = await log.trim(retention, STEP);
    if (trimmed.length === 0) return { entries, streamIds, beforeMs, isMore: false };
    for (const { streamId, pinnedId } of trimmed)
      if (pinnedId !== undefined) await remove(streamId, pinnedId);
    onTrimmed(trimmed.filter(({ pinnedId }) => pinnedId === undefined));
    for (const { streamId, removed = 0 } of trimmed) {
      entries += removed;
      if (removed > 0) streamIds.add(streamId);
    }
    await pause();
  }
  return { entries, streamIds, beforeMs, isMore: true };
}
