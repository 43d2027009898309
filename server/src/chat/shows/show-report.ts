import { channelOf, type ShowMinute, type ShowReport, type StaffActionCounts } from "#protocol";
import { channelKey } from "../ports/channel-key.ts";
import type { ShowStore, WrittenMessage } from "../ports/show-store.ts";
import { ActivityCount } from "./count-activity.ts";
import { MINUTE_MS, minuteOf } from "./minute.ts";
import { readActivity, type Period } from "./read-activity.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;
/** Maximum length of a report's period. */
const WEEK_MS = 7 * DAY_MS;
/** The steps of a report, in minutes: of a show, and of several days. */
const STEP_MINUTES = 1;
const LONG_STEP_MINUTES = 10;
const MOST_ENTRIES = 500_000;
const MOST_ACTIONS = 20_000;
const ACTIONS_PAGE = 1_000;
const BUSIEST = 5;
const WRITERS = 20;

export interface ReportRead {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

/**
 * The report of a stream for a period; the default is the week up to its last activity. (SPEC RP1)
 */
export async function readReport(
  ports: { readonly shows: ShowStore },
  streamId: string,
  asked: ReportRead,
  isGone: () => boolean,
): Promise<ShowReport> {
  const { shows } = ports;
  const period = await periodOf(shows, streamId, asked);
  const { fromMs, toMs } = period;
  const short = new ActivityCount(STEP_MINUTES * MINUTE_MS);
  // How long the show ran is known when all of it was read.
  const long =
    toMs - fromMs > DAY_MS ? new ActivityCount(LONG_STEP_MINUTES * MINUTE_MS) : undefined;
  const both = {
    addMessages: (messages: readonly WrittenMessage[]): void => {
      short.addMessages(messages);
      long?.addMessages(messages);
    },
  };
  const isWhole = await readActivity(ports, streamId, period, both, MOST_ENTRIES, isGone);
  const notes = await shows.readNotes(streamId, fromMs, toMs, WEEK_MS / MINUTE_MS);
  short.addNotes(notes);
  long?.addNotes(notes);
  const { actions, complete } = await countActions(shows, streamId, period);
  const isLong = long !== undefined && lastedMs(short.minutes.filter(isLively)) > DAY_MS;
  const [count, stepMinutes] = isLong ? [long, LONG_STEP_MINUTES] : [short, STEP_MINUTES];
  const { minutes } = count;
  const sum = (of: (minute: ShowMinute) => number): number =>
    minutes.reduce((total, minute) => total + of(minute), 0);
  const noted = notes.filter(({ viewers }) => viewers > 0);
  // If several minutes tie, the first one.
  const peak = noted.toSorted((a, b) => b.viewers - a.viewers || a.atMs - b.atMs)[0];
  const lively = minutes.filter(isLively);
  return {
    streamId,
    fromMs,
    toMs,
    ...(lively[0] && {
      startedAtMs: lively[0].atMs,
      endedAtMs: lively.at(-1)!.atMs + stepMinutes * MINUTE_MS,
    }),
    messages: sum(({ messages }) => messages),
    people: count.people,
    removed: sum(({ removed }) => removed),
    held: sum(({ held }) => held),
    ...(peak && { peak: { atMs: peak.atMs, viewers: peak.viewers } }),
    stepMinutes,
    minutes: lively,
    busiest: lively
      .filter(({ messages }) => messages > 0)
      .toSorted((a, b) => b.messages - a.messages || a.atMs - b.atMs)
      .slice(0, BUSIEST)
      .map(({ atMs, messages }) => ({ atMs, messages })),
    writers: count.topWriters(WRITERS),
    actions,
    complete: isWhole && complete,
  };
}

function isLively({ messages, removed, held, viewers = 0 }: ShowMinute): boolean {
  return messages + removed + held + viewers > 0;
}

/** From the first of some minutes to the last. */
function lastedMs(minutes: readonly ShowMinute[]): number {
  return (minutes.at(-1)?.atMs ?? 0) - (minutes[0]?.atMs ?? 0);
}

async function periodOf(
  shows: Pick<ShowStore, "readLastMs">,
  streamId: string,
  { fromMs, toMs }: ReportRead,
): Promise<Period> {
  const end =
    toMs ??
    (fromMs === undefined
      ? minuteOf(await shows.readLastMs(streamId)) + MINUTE_MS
      : fromMs + WEEK_MS);
  const begin = Math.max(fromMs ?? 0, end - WEEK_MS, 0);
  return { fromMs: Math.min(begin, end), toMs: end };
}

/** Counts by kind the actions that were not undone; the newest if there are too many. */
async function countActions(
  shows: Pick<ShowStore, "readActions">,
  streamId: string,
  period: Period,
): Promise<{ actions: StaffActionCounts; complete: boolean }> {
  const counts = new Map<string, number>();
  // An action on the whole channel that was done in this stream is in the channel's log. (SPEC CH3)
  const ofChannel = channelKey(channelOf(streamId));
  const isWhole = await countLog(shows, streamId, undefined, period, counts);
  const isChannelWhole = await countLog(shows, ofChannel, streamId, period, counts);
  return {
    actions: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    complete: isWhole && isChannelWhole,
  };
}

async function countLog(
  shows: Pick<ShowStore, "readActions">,
  key: string,
  inStream: string | undefined,
  { fromMs, toMs }: Period,
  counts: Map<string, number>,
): Promise<boolean> {
  for (let before = Number.MAX_SAFE_INTEGER, read = 0; read < MOST_ACTIONS; read += ACTIONS_PAGE) {
    const page = await shows.readActions(key, before, ACTIONS_PAGE);
    for (const action of page) {
      const { kind, atMs } = action;
      if (kind === "" || kind === "undo" || atMs < fromMs || atMs >= toMs) continue;
      if (inStream === undefined || action.inStream === inStream)
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const last = page.at(-1);
    if (!last || page.length < ACTIONS_PAGE || last.atMs < fromMs) return true;
    before = last.number;
  }
  return false;
}
