import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import { findLeaks, listGrowth, type Census } from "../bench/soak/census.ts";
import { playShow, type Stage } from "../bench/soak/play-show.ts";
import { slopeOf, type Sample } from "../bench/soak/slope.ts";
import { SoakCounts } from "../bench/soak/soak-counts.ts";
import { startSoakedServer } from "../bench/soak/soaked-server.ts";
import { eventually } from "../tests/support/eventually.ts";
import { buildIfStale } from "./build.ts";

/*
 * Shows come and go on the built server for a long time: people join, write, reconnect, sign in
 * and are moderated. Fails if memory grows faster than 1 MB an hour, or if anything stays after
 * the last viewer has left:
 *
 *   npm run soak [-- --minutes 30] [--shows 120] [--viewers 10] [--seconds 60]
 */
const { values } = parseArgs({
  options: {
    /** How long, the warm-up included; draining takes a few minutes more. */
    minutes: { type: "string", default: "30" },
    /** Shows that begin in a minute. */
    shows: { type: "string", default: "120" },
    /** Viewers of each show. */
    viewers: { type: "string", default: "10" },
    /** How long a show lasts. */
    seconds: { type: "string", default: "60" },
  },
});
const MINUTE_MS = 60_000;
const totalMs = Number(values.minutes) * MINUTE_MS;
const showsPerMinute = Number(values.shows);
const MAX_WARM_UP_MS = 10 * MINUTE_MS;
const SAMPLE_EVERY_MS = 1_000;
const DRAIN_WITHIN_MS = 5 * MINUTE_MS;
/** After the last viewer has left, people with names may still come back for some seconds. */
const SETTLE_MS = 30_000;
const MB = 1_000_000;
const MAX_MB_PER_HOUR = 1;
/**
 * The server keeps the last messages of 1,000 rooms that are empty. The warm-up has more shows than
 * that: otherwise what is kept on purpose would look like growth.
 */
const WARM_UP_SHOWS = 1_150;

await buildIfStale();
const counts = new SoakCounts();
const server = await startSoakedServer();
const stage: Stage = {
  url: server.url,
  counts,
  lifeMs: Number(values.seconds) * 1_000,
  viewers: Number(values.viewers),
};
let shows = 0;
let failures = 0;
try {
  const warmUpMs = Math.max(
    Math.min(MAX_WARM_UP_MS, totalMs / 3),
    (WARM_UP_SHOWS / showsPerMinute) * MINUTE_MS + stage.lifeMs,
  );
  if (warmUpMs > totalMs / 2)
    throw new Error(`The warm-up alone takes ${minutes(warmUpMs)}: give more minutes or --shows.`);
  console.log(`Warming up for ${minutes(warmUpMs)}.`);
  await play(warmUpMs);
  await drain();
  const before = await server.census();
  const databaseBefore = server.databaseBytes();
  const showsBefore = shows;
  const startMs = performance.now();

  console.log(`Measuring for ${minutes(totalMs - warmUpMs)}.`);
  const samples = await play(totalMs - warmUpMs);
  await drain();
  const after = await server.census();
  const hours = (performance.now() - startMs) / MINUTE_MS / 60;
  report(before, after, {
    samples,
    hours,
    shows: shows - showsBefore,
    databaseBytes: server.databaseBytes() - databaseBefore,
  });
} finally {
  await server.stop();
}

/** Begins shows at an even rate, and samples the server's memory once all run. */
async function play(durationMs: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  const startMs = performance.now();
  const sampling = setInterval(() => {
    const atMs = performance.now();
    // Until the first shows end, memory rises with the number of viewers.
    if (atMs - startMs > 1.5 * stage.lifeMs) samples.push({ atMs, value: server.rssBytes() });
  }, SAMPLE_EVERY_MS);
  const telling = setInterval(() => {
    const passedMs = performance.now() - startMs;
    console.log(`  ${minutes(passedMs)}: ${mb(server.rssBytes())}, ${shows} shows begun`);
  }, MINUTE_MS);
  const playing = new Set<Promise<void>>();
  for (let begun = 0; ; begun++) {
    const dueMs = startMs + (begun * MINUTE_MS) / showsPerMinute;
    if (dueMs > startMs + durationMs - stage.lifeMs) break;
    await pause(Math.max(0, dueMs - performance.now()));
    const show = playShow(stage, shows++)
      .catch((error: unknown) => {
        failures++;
        counts.add(`failed: ${String(error)}`);
      })
      .finally(() => playing.delete(show));
    playing.add(show);
    if (server.hasEnded()) throw new Error("the server ended");
  }
  clearInterval(sampling);
  clearInterval(telling);
  await Promise.all(playing);
  return samples;
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

interface Measured {
  samples: readonly Sample[];
  hours: number;
  shows: number;
  databaseBytes: number;
}

function report(before: Census, after: Census, measured: Measured): void {
  const { samples, hours, databaseBytes } = measured;
  console.log(`\n${measured.shows.toLocaleString("en")} shows were measured. In all: `);
  for (const line of counts.list()) console.log(`  ${line}`);

  const slope = slopeOf(samples);
  const lowest = Math.min(...samples.map(({ value }) => value));
  const highest = Math.max(...samples.map(({ value }) => value));
  console.log(`\nMemory: ${mb(lowest)} to ${mb(highest)} resident while shows ran`);
  if (slope) console.log(`  slope ${mb(slope.perHour)} ± ${mb(slope.error)} an hour`);
  console.log(
    `  heap when all were gone: ${mb(before.heapBytes)}, then ${mb(after.heapBytes)}, ` +
      `which is ${mb((after.heapBytes - before.heapBytes) / hours)} an hour`,
  );
  console.log(
    `Database: ${mb(databaseBytes)} more, ${(databaseBytes / measured.shows / 1_000).toFixed(1)} kB a show`,
  );

  console.log("\nWhat was there when all were gone, after the warm-up and at the end:");
  for (const { kind, before: few, after: many } of listGrowth(before, after))
    console.log(`  ${kind}: ${few}, ${many}`);

  const faults = [
    ...findLeaks(before, after, measured.shows).map(({ kind }) => `${kind} stay after shows`),
    ...(slope && slope.perHour - 2 * slope.error > MAX_MB_PER_HOUR * MB ? ["memory grows"] : []),
    ...(failures > 0 ? [`${failures} shows failed`] : []),
    ...server.complaints().slice(0, 5),
  ];
  console.log(faults.length === 0 ? "\nNothing stays." : `\nFAULTS:\n  ${faults.join("\n  ")}`);
  if (faults.length > 0) process.exitCode = 1;
}

function minutes(ms: number): string {
  return `${(ms / MINUTE_MS).toFixed(1)} minutes`;
}

function mb(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
