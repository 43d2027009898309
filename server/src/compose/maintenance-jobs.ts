import { setTimeout as delay } from "node:timers/promises";
import { LIMITS } from "#protocol";
import { endSessionsEndedElsewhere } from "../chat/rooms/end-session.ts";
import type { Chat } from "./chat.ts";
import type { DeviceSignInStore } from "../chat/ports/device-sign-in-store.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import type { SessionStore } from "../chat/ports/session-store.ts";
import {
  RETENTION_ROUND_MS,
  retentionNowMs,
  trimLog,
  type TrimmedRound,
} from "../chat/streams/retention.ts";
import { setIntervalUntil } from "./set-interval.ts";
import type { Options } from "../options.ts";

const ROUND_MS = 1_000;
const WEBHOOKS_INTERVAL_MS = 5_000;
const SESSIONS_INTERVAL_MS = 60 * 60_000;
/** Lifetime of a chat session that is not refreshed. (SPEC SI5) */
const SESSION_MS = 30 * 24 * 60 * 60_000;
/** How long nodes that were away can still learn which sessions ended. */
const ENDED_MS = 60 * 60_000;
const TRIM_PAUSE_MS = 50;
/** How long minute notes stay if retention sets no days. (SPEC ST2) */
const NOTES_DAYS = 365;
const DAY_MS = 24 * 60 * 60_000;
const SWEEP_INTERVAL_MS = 10 * 60_000;
/** Rows deleted at once: few, because sends wait behind the deletion. */
const SWEEP_STEP = 500;

/** Maximum number of streams named in a log line. */
const STREAMS_NAMED = 5;

/** Receives failures, and reports of deletions. */
export interface MaintenanceReports {
  warn: (error: unknown) => void;
  tell: (about: object, message: string) => void;
}

interface SignInStores {
  sessions: SessionStore;
  invitations: InvitationStore;
  deviceSignIns: DeviceSignInStore;
}

/** Starts the server's periodic jobs; they end with the signal. */
export function startMaintenanceJobs(
  chat: Chat,
  { sessions, invitations, deviceSignIns }: SignInStores,
  webhooks: { round(): Promise<void> },
  { retentionDays: days, maxMessagesPerStream: maxPerStream }: Options,
  signal: AbortSignal,
  { warn, tell }: MaintenanceReports,
): void {
  const { log, rooms, policies, staffNotifier, nodeSync, presence, clock, storeClock } = chat;
  const { minuteNotes, shows } = chat;
  setIntervalUntil(LIMITS.viewerCountIntervalMs, signal, () => presence.publishCounts());
  setIntervalUntil(ROUND_MS, signal, () => nodeSync.round());
  setIntervalUntil(ROUND_MS, signal, () => rooms.reconcile());
  setIntervalUntil(ROUND_MS, signal, () => rooms.dropIdle());
  setIntervalUntil(ROUND_MS, signal, () => policies.retryReads());
  setIntervalUntil(ROUND_MS, signal, () => staffNotifier.round(nodeSync.hearsAll));
  setIntervalUntil(ROUND_MS, signal, () => minuteNotes.round().catch(warn));
  // Runs at once as well, to deliver what a killed server did not.
  webhooks.round().catch(warn);
  setIntervalUntil(WEBHOOKS_INTERVAL_MS, signal, () => webhooks.round().catch(warn));
  setIntervalUntil(SWEEP_INTERVAL_MS, signal, () => sweepModeration(chat, signal).catch(warn));
  setIntervalUntil(ROUND_MS, signal, () => eraseDeleted(chat, signal).catch(warn));
  setIntervalUntil(ROUND_MS, signal, () => endSessionsEndedElsewhere(chat).catch(ignore));
  const byAge = { log, clock: storeClock };
  setIntervalUntil(SESSIONS_INTERVAL_MS, signal, async () => {
    try {
      const nowMs = await retentionNowMs(byAge);
      await sessions.deleteUnusedSince(nowMs - SESSION_MS);
      await chat.reservedNames.sweep(nowMs);
      await sessions.deleteEndedBefore(nowMs - ENDED_MS);
      await invitations.deleteExpiredBefore(nowMs - ENDED_MS);
      await deviceSignIns.deleteExpiredBefore(nowMs - ENDED_MS);
      const notesBeforeMs = nowMs - (days ?? NOTES_DAYS) * DAY_MS;
      while (!signal.aborted && (await shows.deleteNotesBefore(notesBeforeMs, SWEEP_STEP)))
        await delay(TRIM_PAUSE_MS);
    } catch (error) {
      warn(error);
    }
  });
  // Runs even if nothing is trimmed, so that the mark is current when retention is switched on.
  retentionNowMs(byAge).catch(warn);
  setIntervalUntil(RETENTION_ROUND_MS, signal, async () => {
    await retentionNowMs(byAge).catch(warn);
  });
  if (days !== undefined || maxPerStream !== undefined)
    setIntervalUntil(RETENTION_ROUND_MS, signal, () =>
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
          rooms.dropTrimmed(trimmed);
          chat.events.emit("entries-trimmed", trimmed);
        },
      ).then((round) => tellTrimmed(round, tell), warn),
    );
}

/** Erases data deleted for good as fast as possible without delaying other work. */
async function eraseDeleted({ moderation }: Chat, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await moderation.eraseDeleted())) await delay(TRIM_PAUSE_MS);
}

async function sweepModeration(
  { moderation, log, storeClock }: Chat,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = await retentionNowMs({ log, clock: storeClock });
  while (!signal.aborted && (await moderation.deleteExpired(SWEEP_STEP, nowMs)))
    await delay(TRIM_PAUSE_MS);
}

/** Logs how much retention deleted, from which streams, and up to which time. */
function tellTrimmed(
  { entries, streamIds, beforeMs, isMore }: TrimmedRound,
  tell: MaintenanceReports["tell"],
): void {
  if (entries === 0) return;
  const about = {
    entries,
    streams: streamIds.size,
    streamIds: [...streamIds].slice(0, STREAMS_NAMED),
    ...(beforeMs !== undefined && { olderThan: new Date(beforeMs).toISOString() }),
    ...(isMore && { more: true }),
  };
  tell(about, "retention deleted messages");
}

function ignore(): void {
  // The next round reads all sessions that ended since the last successful one.
}
