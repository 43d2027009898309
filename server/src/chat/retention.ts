import type { Clock, MessageLog, Retention, Trimmed } from "./ports.ts";

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

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Entries deleted in one transaction: few, for sends wait behind it. */
const STEP = 500;

/**
 * Deletes what is older, or more, than is kept; in small steps with a pause after each,
 * so that nobody who chats notices. Ends early on the signal. (SPEC LOG8)
 */
export async function trimLog(
  { log, remove, clock, signal, pause }: TrimmingTools,
  { days, maxPerStream }: RetentionSettings,
  onTrimmed: (trimmed: readonly Trimmed[]) => void,
): Promise<void> {
  const retention: Retention = {
    ...(days !== undefined && { beforeMs: clock.nowMs() - days * DAY_MS }),
    ...(maxPerStream !== undefined && { maxEntries: maxPerStream }),
  };
  while (!signal.aborted) {
    const trimmed = await log.trim(retention, STEP);
    if (trimmed.length === 0) return;
    for (const { streamId, pinnedId } of trimmed)
      if (pinnedId !== undefined) await remove(streamId, pinnedId);
    onTrimmed(trimmed.filter(({ pinnedId }) => pinnedId === undefined));
    await pause();
  }
}
