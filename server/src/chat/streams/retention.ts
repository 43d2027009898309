import type { Clock } from "../ports/clock.ts";
import type { MessageLog, Retention, Trimmed } from "../ports/message-log.ts";

export interface RetentionSettings {
  days?: number | undefined;
  maxPerStream?: number | undefined;
}

export interface TrimmingTools {
  log: MessageLog;
  /** Removes a message for everyone, as if its author did. */
  remove: (streamId: string, messageId: string) => Promise<unknown>;
  clock: Clock;
  signal: AbortSignal;
  pause: () => Promise<void>;
}

/** What a round of trimming has deleted. */
export interface TrimmedRound {
  entries: number;
  streamIds: ReadonlySet<string>;
  /** Entries from before this time went; undefined where age does not count. */
  beforeMs: number | undefined;
  /** Whether there may be more for the next round. */
  isMore: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Entries deleted in one transaction: few, for sends wait behind it. */
const STEP = 500;
/** Entries deleted in one round: whatever is wrong, there is time to see it in the log. */
const MOST_ENTRIES = 100_000;

/** How long a round lasts, and how far time can have gone in one, for all that deletes by age. */
export const RETENTION_ROUND_MS = 60_000;
const MARK_STEP_MS = 10 * 60_000;
/** Rounds of several nodes, and early timers, count as one. */
const MARK_ROUND_MS = RETENTION_ROUND_MS / 2;

/** What time it is for whatever deletes by age: no single clock's word. (SPEC LOG8) */
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
 * Deletes what is older, or more, than is kept; in small steps with a pause after each,
 * so that nobody who chats notices. Ends early on the signal. (SPEC LOG8)
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
