import { expect, it, onTestFinished, vi } from "vitest";
import { setIntervalUntil } from "../../server/src/compose/set-interval.ts";
import { startMaintenanceJobs } from "../../server/src/compose/maintenance-jobs.ts";
import type { Options } from "../../server/src/options.ts";
import { settle } from "../widget/support/fake-clock.ts";

const NOW = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Starts the jobs over stores that write down what they are asked for. */
function start(options: Partial<Options> = {}) {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const ended = new AbortController();
  onTestFinished(() => {
    ended.abort();
    vi.useRealTimers();
  });
  let did: [what: string, ...args: unknown[]][] = [];
  const does =
    (what: string, answer?: unknown) =>
    (...args: unknown[]): unknown => {
      did.push([what, ...args]);
      return answer;
    };
  const later = (what: string, answer?: unknown) => does(what, Promise.resolve(answer));
  const chat = {
    log: { advanceRetentionMark: async () => NOW, trim: later("trim", []) },
    rooms: { reconcile: does("reconcile"), dropIdle: does("drop idle") },
    policies: { retryReads: does("retry policies") },
    staffNotifier: { round: does("tell staff") },
    nodeSync: { round: does("sync"), hearsAll: true },
    presence: { publishCounts: does("counts") },
    minuteNotes: { round: later("note minute") },
    shows: { deleteNotesBefore: later("delete notes", false) },
    moderation: {
      deleteExpired: later("sweep", false),
      eraseDeleted: later("erase", false),
    },
    endedSessions: { read: later("ended sessions", []) },
    reservedNames: { sweep: later("sweep names") },
    clock: { nowMs: () => NOW },
    storeClock: { nowMs: () => NOW },
  };
  const stores = {
    sessions: {
      deleteUnusedSince: later("delete unused sessions"),
      deleteEndedBefore: later("delete ended sessions"),
    },
    invitations: { deleteExpiredBefore: later("delete invitations") },
    deviceSignIns: { deleteExpiredBefore: later("delete device sign-ins") },
  };
  const warn = vi.fn();
  const webhooks = { round: later("webhooks") };
  const reports = { warn, tell: () => undefined };
  const given = [chat, stores, webhooks, options, ended.signal, reports];
  startMaintenanceJobs(...(given as unknown as Parameters<typeof startMaintenanceJobs>));
  /** What is done in a time, each thing once. */
  const within = async (ms: number) => {
    did = [];
    for (let passed = 0; passed < ms; passed += Math.min(ms, 5 * MINUTE)) {
      vi.advanceTimersByTime(Math.min(ms, 5 * MINUTE));
      await settle();
    }
    await settle();
    return new Map(did.map(([what, ...args]) => [what, args]));
  };
  return { within, end: () => ended.abort(), warn, stores };
}

it("[LOG6][MO12][ST2] every second a node does what its rooms, policies, staff and the other nodes wait for", async () => {
  const { within } = start();
  expect([...(await within(SECOND)).keys()].sort()).toEqual(
    [
      ...["sync", "reconcile", "drop idle", "retry policies", "tell staff", "note minute"],
      ...["erase", "ended sessions"],
    ].sort(),
  );
  expect([...(await within(SECOND)).keys()]).toContain("counts");
  expect([...(await within(5 * SECOND)).keys()]).toContain("webhooks");
});

it("[MO8][HE5] every ten minutes it deletes what moderation keeps for a time", async () => {
  const { within } = start();
  expect((await within(11 * MINUTE)).get("sweep")).toEqual([500, NOW]);
});

it.each([
  [undefined, 365],
  [7, 7],
])(
  "[SI5][OL1][ST2] every hour it deletes what has had its time, with retention of %s days",
  async (retentionDays, notesDays) => {
    const { within, warn } = start({ retentionDays });
    const did = await within(HOUR + MINUTE);
    expect(did.get("delete unused sessions")).toEqual([NOW - 30 * DAY]);
    for (const what of ["delete ended sessions", "delete invitations", "delete device sign-ins"])
      expect([what, did.get(what)]).toEqual([what, [NOW - HOUR]]);
    expect(did.get("sweep names")).toEqual([NOW]);
    expect(did.get("delete notes")?.[0]).toBe(NOW - notesDays * DAY);
    expect(warn).not.toHaveBeenCalled();
  },
);

it("[LOG8] it deletes messages only where that is set", async () => {
  expect([...(await start().within(2 * MINUTE)).keys()]).not.toContain("trim");
  expect([...(await start({ maxMessagesPerStream: 5 }).within(2 * MINUTE)).keys()]).toContain(
    "trim",
  );
});

it("[LOG7] a store that fails stops no job, and the end stops all", async () => {
  const { within, end, warn, stores } = start();
  const failed = new Error("the store is down");
  stores.sessions.deleteUnusedSince = () => Promise.reject(failed);
  await within(HOUR + MINUTE);
  expect(warn).toHaveBeenCalledWith(failed);
  stores.sessions.deleteUnusedSince = () => Promise.resolve();
  expect([...(await within(HOUR)).keys()]).toContain("delete ended sessions");
  end();
  expect([...(await within(HOUR + MINUTE)).keys()]).toEqual([]);
});

it("a job that is not done is not begun again", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const ended = new AbortController();
  let begun = 0;
  const done = Promise.withResolvers<void>();
  setIntervalUntil(10, ended.signal, () => {
    begun += 1;
    return done.promise;
  });
  vi.advanceTimersByTime(100);
  expect(begun).toBe(1);
  done.resolve();
  await settle();
  vi.advanceTimersByTime(10);
  expect(begun).toBe(2);
  ended.abort();
});
