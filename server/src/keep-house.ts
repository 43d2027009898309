import { setTimeout as delay } from "node:timers/promises";
import { LIMITS } from "#protocol";
import { endUnheardOf } from "./chat/end-session.ts";
import type { Chat } from "./chat/chat.ts";
import type { SessionStore } from "./chat/ports.ts";
import { trimLog } from "./chat/retention.ts";
import { every } from "./every.ts";
import type { Options } from "./options.ts";

const ROUND_MS = 1_000;
const WEBHOOKS_INTERVAL_MS = 5_000;
const SESSIONS_INTERVAL_MS = 60 * 60_000;
/** How long a chat session lives without being refreshed. (SPEC SI5) */
const SESSION_MS = 30 * 24 * 60 * 60_000;
/** How long nodes that were away can still learn which sessions were ended. */
const ENDED_MS = 60 * 60_000;
const TRIM_INTERVAL_MS = 60_000;
const TRIM_PAUSE_MS = 50;
const SWEEP_INTERVAL_MS = 10 * 60_000;
/** Rows deleted at once: few, for sends wait behind them. */
const SWEEP_STEP = 500;

/** Does what a server does again and again, until the signal. */
export function keepHouse(
  chat: Chat,
  sessions: SessionStore,
  webhooks: { round(): Promise<void> },
  { retentionDays: days, maxMessagesPerStream: maxPerStream }: Options,
  signal: AbortSignal,
  warn: (error: unknown) => void,
): void {
  const { log, rooms, policies, staffDesk, nodes, presence, clock, time } = chat;
  every(LIMITS.viewerCountIntervalMs, signal, () => presence.tellCounts());
  every(ROUND_MS, signal, () => nodes.round());
  every(ROUND_MS, signal, () => rooms.heal());
  every(ROUND_MS, signal, () => policies.round());
  every(ROUND_MS, signal, () => void staffDesk.round(chat, nodes.hearsAll));
  // At once as well: what a killed server did not tell, this one does.
  webhooks.round().catch(warn);
  every(WEBHOOKS_INTERVAL_MS, signal, () => webhooks.round().catch(warn));
  every(SWEEP_INTERVAL_MS, signal, () => sweepModeration(chat, signal).catch(warn));
  every(ROUND_MS, signal, () => eraseDeleted(chat, signal).catch(warn));
  every(ROUND_MS, signal, () => endUnheardOf(chat).catch(ignore));
  every(SESSIONS_INTERVAL_MS, signal, async () => {
    await sessions.deleteUnusedSince(time.nowMs() - SESSION_MS).catch(warn);
    await chat.staffNames.sweep().catch(warn);
    await sessions.deleteEndedBefore(time.nowMs() - ENDED_MS).catch(warn);
  });
  if (days !== undefined || maxPerStream !== undefined)
    every(TRIM_INTERVAL_MS, signal, () =>
      trimLog(
        {
          log,
          remove: (streamId, messageId) =>
            chat.commits.append({ kind: "removal", streamId, messageId }),
          clock,
          signal,
          pause: () => delay(TRIM_PAUSE_MS),
        },
        { days, maxPerStream },
        (trimmed) => {
          rooms.trimmed(trimmed);
          nodes.tell({ kind: "trimmed", trimmed });
        },
      ).catch(warn),
    );
}

/** What was deleted for good goes as soon as it may without holding anybody up. */
async function eraseDeleted({ moderation }: Chat, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await moderation.eraseDeleted())) await delay(TRIM_PAUSE_MS);
}

async function sweepModeration({ moderation }: Chat, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await moderation.sweep(SWEEP_STEP))) await delay(TRIM_PAUSE_MS);
}

function ignore(): void {
  // The next round asks again, for all that was ended since the last that succeeded.
}
