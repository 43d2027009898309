import type { Clock, MessageLog, Retention } from "./ports.ts";
import type { Rooms } from "./rooms.ts";

export interface RetentionSettings {
  days?: number | undefined;
  maxPerStream?: number | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Entries deleted in one transaction: few, for sends wait behind it. */
const STEP = 500;

/**
 * Deletes what is older, or more, than is kept; in small steps with a pause after each,
 * so that nobody who chats notices. Ends early on the signal. (SPEC LOG8)
 */
export async function trimLog(
  log: MessageLog,
  rooms: Rooms,
  clock: Clock,
  { days, maxPerStream }: RetentionSettings,
  signal: AbortSignal,
  pause: () => Promise<void>,
): Promise<void> {
  const retention: Retention = {
    ...(days !== undefined && { beforeMs: clock.nowMs() - days * DAY_MS }),
    ...(maxPerStream !== undefined && { maxEntries: maxPerStream }),
  };
  while (!signal.aborted) {
    const trimmed = await log.trim(retention, STEP);
    if (trimmed.length === 0) return;
    rooms.trimmed(trimmed);
    await pause();
  }
}
