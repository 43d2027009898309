import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { LatencyHistogram } from "../bench/fan-out/load/latency-histogram.ts";
import { warnOfFewFiles } from "../bench/fan-out/open-files.ts";
import { cpuMsOf } from "../bench/fan-out/process-cost.ts";
import { findLeaks, listGrowth, type Census } from "../bench/soak/census.ts";
import { describeMemory, mb, summarize, type MemorySample } from "../bench/soak/memory-samples.ts";
import { LightShows } from "../bench/soak/play-light-show.ts";
import { MODERATORS, playShow } from "../bench/soak/play-show.ts";
import type { ResidentMemory } from "../bench/soak/resident-memory.ts";
import { SoakCounts } from "../bench/soak/soak-counts.ts";
import { startSoakedServer } from "../bench/soak/soaked-server.ts";
import { eventually } from "../tests/support/eventually.ts";
import { buildIfStale } from "./build.ts";

/*
 * Shows come and go on the built server for a long time: people join, write, reconnect, sign in
 * and are moderated. Fails if what is in memory when all have left grows by more than 1 MB an hour,
 * or if objects of any kind stay:
 *
 *   npm run soak [-- --minutes 30] [--shows 60] [--viewers 10] [--seconds 60]
 *
 * or, where people only join, hear two messages and leave, so that there are very many:
 *
 *   npm run soak -- --light [--minutes 65] [--shows 1667] [--viewers 10] [--seconds 60]
 *
 * A server keeps some things on purpose, up to a number (docs/operating.md, "What is in memory").
 * Short and crowded shows reach these numbers before anything is measured: what rises later, leaks.
 */
const { values } = parseArgs({
  options: {
    light: { type: "boolean", default: false },
    /** How long, the warm-up included; draining takes a few minutes more. */
    minutes: { type: "string" },
    /** Shows that begin in a minute. */
    shows: { type: "string" },
    /** Viewers of each show. */
    viewers: { type: "string", default: "10" },
    /** How long a show lasts. */
    seconds: { type: "string", default: "60" },
  },
});
const isLight = values.light;
const MINUTE_MS = 60_000;
// Light ones are 100,000 in an hour after the warm-up.
const totalMs = Number(values.minutes ?? (isLight ? 65 : 30)) * MINUTE_MS;
const showsPerMinute = Number(values.shows ?? (isLight ? 1_667 : 60));
const viewers = Number(values.viewers);
const SAMPLE_EVERY_MS = 5_000;
const MAX_LATE_MS = 1_000;
const DRAIN_WITHIN_MS = 5 * MINUTE_MS;
/** After the last viewer has left, people with names may still come back for some seconds. */
const SETTLE_MS = 30_000;
/** JavaScript's engine gives pages back in the background. */
const GIVE_BACK_MS = 5_000;
const MB = 1_000_000;
const MAX_MB_PER_HOUR = 1;
/** Two censuses of the same server differ by less than this. */
const SLACK_MB = 0.5;
/** A slow disk, or a machine that does other work: clients repeat what was refused. (SPEC LOG7) */
const OF_BUSY_STORE = /store-busy/;
/**
 * The server keeps the last messages of 1,000 rooms that are empty, and knows 20,000 people who
 * wrote. In a light show, two write.
 */
const WARM_UP_SHOWS = isLight ? 10_500 : 1_150;
/** With these, so many write in the warm-up. */
const PASSERS_BY = 12;
/** Shows that begin in a minute of the warm-up, if that is more; they are short. */
const WARM_UP_PACE = isLight ? 2_400 : 120;
const WARM_UP_LIFE_MS = 15_000;

await buildIfStale();
const counts = new SoakCounts();
const latency = new LatencyHistogram();
const server = await startSoakedServer();
const stage = { url: server.url, counts, viewers };
const light = new LightShows({ ...stage, latency });
const warmUp: Pace = {
  perMinute: Math.max(WARM_UP_PACE, showsPerMinute),
  lifeMs: WARM_UP_LIFE_MS,
  passersBy: PASSERS_BY,
};
const measured: Pace = {
  perMinute: showsPerMinute,
  lifeMs: Number(values.seconds) * 1_000,
  passersBy: 0,
};
warnOfFewFiles(Math.ceil((showsPerMinute * viewers * measured.lifeMs * 1.1) / MINUTE_MS) + 500);
let shows = 0;
let failures = 0;
try {
  const warmUpMs = (WARM_UP_SHOWS / warmUp.perMinute) * MINUTE_MS + warmUp.lifeMs;
  if (warmUpMs > totalMs / 2)
    throw new Error(`The warm-up alone takes ${minutes(warmUpMs)}: give more minutes or --shows.`);
  console.log(`Warming up for ${minutes(warmUpMs)}.`);
  await play(warmUp, warmUpMs);
  await drain();
  const before = await server.census();
  const emptyBefore = await residentBytes();
  const databaseBefore = server.databaseBytes();
  const showsBefore = shows;
  const moderatorsBefore = counts.of(MODERATORS);
  const cpuBefore = cpuMsOf(server.pid);
  const startMs = performance.now();

  console.log(`Measuring for ${minutes(totalMs - warmUpMs)}.`);
  const samples = await play(measured, totalMs - warmUpMs);
  const cpuMs = cpuMsOf(server.pid) - cpuBefore;
  const playedMs = performance.now() - startMs;
  await drain();
  const after = await server.census();
  const emptyAfter = await residentBytes();
  const hours = (performance.now() - startMs) / MINUTE_MS / 60;
  report(before, after, {
    samples,
    hours,
    cpuMs,
    playedMs,
    shows: shows - showsBefore,
    moderators: counts.of(MODERATORS) - moderatorsBefore,
    databaseBytes: server.databaseBytes() - databaseBefore,
    emptyBytes: [emptyBefore, emptyAfter],
  });
} finally {
  await server.stop();
}

/** Begins shows at an even rate, and samples the server's memory once all run. */
async function play(pace: Pace, durationMs: number): Promise<MemorySample[]> {
  const { lifeMs, perMinute, passersBy } = pace;
  const begin = (show: number) =>
    isLight ? light.play(show, lifeMs) : playShow({ ...stage, lifeMs, passersBy }, show);
  const samples: MemorySample[] = [];
  const startMs = performance.now();
  const sample = () => {
    if (server.hasEnded()) return;
    const memory = memoryNow();
    const atMs = performance.now();
    if (!memory) return;
    // Until the first shows end, memory rises with the number of viewers.
    if (atMs - startMs > 1.5 * lifeMs) samples.push({ atMs, ...memory });
  };
  const sampling = setInterval(sample, SAMPLE_EVERY_MS);
  const telling = setInterval(() => void tell(startMs, samples.at(-1)), MINUTE_MS);
  const playing = new Set<Promise<void>>();
  try {
    const lastMs = startMs + durationMs - lifeMs;
    for (let dueMs = startMs; dueMs <= lastMs; dueMs += MINUTE_MS / perMinute) {
      await pause(Math.max(0, dueMs - performance.now()));
      // Where the machine stood still, hurrying would be another load than the one asked for.
      dueMs = Math.max(dueMs, performance.now() - MAX_LATE_MS);
      const show = begin(shows++)
        .catch((error: unknown) => {
          failures++;
          counts.add(`failed: ${String(error)}`);
        })
        .finally(() => playing.delete(show));
      playing.add(show);
      if (server.hasEnded()) throw new Error("the server ended");
    }
  } finally {
    clearInterval(sampling);
    clearInterval(telling);
  }
  await Promise.all(playing);
  return samples;
}

/** Undefined while this process has as many connections as it may open files. */
function memoryNow(): ResidentMemory | undefined {
  try {
    return server.memory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EMFILE") throw error;
    counts.add("samples of the memory left out, since too many files were open");
    return undefined;
  }
}

async function tell(startMs: number, last: MemorySample | undefined): Promise<void> {
  const connections = await server.metric("live_chat_connections").catch(() => NaN);
  console.log(
    `  ${minutes(performance.now() - startMs)}: ${last ? summarize(last) : "-"}, ` +
      `${connections.toLocaleString("en")} connections, ${shows.toLocaleString("en")} shows begun`,
  );
}

/** Waits until nobody is connected, and nobody may come back. */
async function drain(): Promise<void> {
  await eventually(
    "nobody is connected",
    async () =>
      (await server.metric("live_chat_connections")) === 0 &&
      (await server.metric("live_chat_viewers")) === 0,
    DRAIN_WITHIN_MS,
  );
  await pause(SETTLE_MS);
}

/** Resident memory right after a census, which collects all garbage of the main thread. */
async function residentBytes(): Promise<number> {
  await pause(GIVE_BACK_MS);
  return server.memory().totalBytes;
}

interface Pace {
  perMinute: number;
  lifeMs: number;
  passersBy: number;
}

interface Measured {
  samples: readonly MemorySample[];
  hours: number;
  /** CPU time of the server while shows ran, and how long they did. */
  cpuMs: number;
  playedMs: number;
  shows: number;
  moderators: number;
  databaseBytes: number;
  /** Resident memory while nobody was there, before and after. */
  emptyBytes: readonly [number, number];
}

function report(before: Census, after: Census, measured: Measured): void {
  const { samples, hours, databaseBytes } = measured;
  console.log(`\n${measured.shows.toLocaleString("en")} shows were measured. In all: `);
  for (const line of counts.list()) console.log(`  ${line}`);

  console.log("\nMemory of the process while shows ran:");
  for (const line of describeMemory(samples)) console.log(`  ${line}`);
  const grownMb = (after.heapBytes - before.heapBytes) / MB;
  console.log(
    `In the main thread's heap when all were gone: ${mb(before.heapBytes)}, then ` +
      `${mb(after.heapBytes)}, which is ${(grownMb / hours).toFixed(1)} MB an hour`,
  );
  const [emptyBefore, emptyAfter] = measured.emptyBytes;
  console.log(
    `Resident when all were gone, after a collection: ${mb(emptyBefore)}, then ${mb(emptyAfter)}`,
  );
  console.log(
    `CPU of the server: ${((100 * measured.cpuMs) / measured.playedMs).toFixed(0)} % of a core`,
  );
  if (latency.total > 0)
    console.log(
      `Messages arrived within ${latency.percentile(0.5).toFixed(0)} ms, 99 % of them within ${latency.percentile(0.99).toFixed(0)} ms`,
    );
  console.log(
    `Database: ${mb(databaseBytes)} more, ${(databaseBytes / measured.shows / 1_000).toFixed(1)} kB a show`,
  );

  console.log("\nWhat was there when all were gone, after the warm-up and at the end:");
  for (const { kind, before: few, after: many } of listGrowth(before, after))
    console.log(`  ${kind}: ${few}, ${many}`);

  const complaints = server.complaints();
  const busy = complaints.filter((line) => OF_BUSY_STORE.test(line)).length;
  if (busy > 0) console.log(`\nThe store was busy ${busy} times; clients asked again.`);
  const leaks = findLeaks(before, after, measured.shows, measured.moderators);
  const faults = [
    ...leaks.map(({ kind }) => `${kind} stay after shows`),
    ...(grownMb > SLACK_MB + MAX_MB_PER_HOUR * hours ? ["the heap grows"] : []),
    ...(failures > 0 ? [`${failures} shows failed`] : []),
    ...counts.losses().map((loss) => `lost: ${loss}`),
    ...complaints.filter((line) => !OF_BUSY_STORE.test(line)).slice(0, 5),
  ];
  console.log(faults.length === 0 ? "\nNothing stays." : `\nFAULTS:\n  ${faults.join("\n  ")}`);
  if (faults.length > 0) process.exitCode = 1;
}

function minutes(ms: number): string {
  return `${(ms / MINUTE_MS).toFixed(1)} minutes`;
}
