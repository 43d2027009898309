import type { FilterSet } from "#protocol";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { StreamFilters } from "../server/src/chat/moderation/filters/stream-filters.ts";
import { estimateBytes } from "../server/src/chat/moderation/filters/estimate-bytes.ts";
import { ThreadFilterCompiler } from "../server/src/patterns/thread-filter-compiler.ts";
import { systemClock } from "../server/src/system-clock.ts";
import { compileSet, takenSet } from "../tests/support/filters.ts";
import {
  EVERY_FILTER,
  NOTHING_ELSE,
  SLOWEST_FILTERS,
  STARTER_LISTS,
} from "./filters/filter-sets.ts";
import {
  EVERYTHING_HOSTILE,
  HOSTILE_SETS,
  HOSTILE_TEXTS,
  manyWords,
  shrunk,
} from "./filters/hostile-sets.ts";
import { pathologicalTexts } from "./filters/pathological-texts.ts";
import { readCorpus, type Language, type Line } from "./filters/read-corpus.ts";

/*
 * What the word lists find of evasive messages, their false positives, and the time of all filters
 * for the worst texts. Usage: npm run bench filters [-- --held-out], which also prints the failures
 * among the held-out lines. Once read, these lines must be replaced by new ones.
 */
const LANGUAGES: readonly Language[] = ["ko", "en"];
const PATHOLOGICAL = 10_000;
const TRIES = 3;
/** Repeats for results above the limit, because other load on the core may cause them. */
const MORE_TRIES = 12;
const SAVING_MS = 8_000;
const LIMITS = { recall: 0.9, falseAlarms: 0.01, ms: 5 };
const showHeldOut = process.argv.includes("--held-out");

const words = takenSet(STARTER_LISTS);
const finds = (text: string) => words.judge(text, NOTHING_ELSE) !== undefined;
const isTaken = (set: FilterSet) => compileSet(set).ok;
let failed = false;

measureRecall("tuning", true);
const recall = measureRecall("held-out", showHeldOut);
check(recall >= LIMITS.recall, `recall on the held-out lines is at least ${LIMITS.recall}`);
const falseAlarms = measureFalseAlarms();
check(falseAlarms <= LIMITS.falseAlarms, `false alarms are at most ${LIMITS.falseAlarms}`);
measureUsual();
const texts = [...pathologicalTexts(PATHOLOGICAL)];
const worst = measureWorst("every filter", EVERY_FILTER, texts);
const slowest = measureWorst("and slow patterns", SLOWEST_FILTERS, texts);
check(Math.max(worst, slowest) < LIMITS.ms, `every text takes less than ${LIMITS.ms} ms`);
console.log("\nSets made to be slow; those that are refused without what makes them too slow:");
let hostile = 0;
for (const [name, set] of Object.entries({ ...HOSTILE_SETS, everything: EVERYTHING_HOSTILE })) {
  const taken = isTaken(set) ? set : shrunk(set, isTaken);
  const what = `${name}${taken === set ? "" : ", refused and shrunk"}`;
  hostile = Math.max(
    hostile,
    measureWorst(what, taken, [...HOSTILE_TEXTS, ...texts.slice(0, 600)]),
  );
}
check(hostile < LIMITS.ms, `and with every set that is taken less than ${LIMITS.ms} ms`);
measureWords();
await measureSaving();
if (failed) process.exitCode = 1;

function measureRecall(part: "tuning" | "held-out", show: boolean): number {
  let [found, all] = [0, 0];
  for (const language of LANGUAGES) {
    const lines = readCorpus("evasions", part, language);
    console.log(`\nEvasions, ${part}, ${language}: ${share(lines, finds)}`);
    for (const [kind, ofKind] of byKind(lines))
      console.log(`  ${kind.padEnd(12)} ${share(ofKind, finds)}`);
    const missed = lines.filter(({ text }) => !finds(text));
    if (show) for (const { kind, text } of missed) console.log(`  missed (${kind}): ${text}`);
    found += lines.length - missed.length;
    all += lines.length;
  }
  console.log(`\nRecall, ${part}: ${found} of ${all}, ${percent(found / all)}`);
  return found / all;
}

function measureFalseAlarms(): number {
  let [alarms, all] = [0, 0];
  for (const part of ["tuning", "held-out"] as const) {
    for (const language of LANGUAGES) {
      const lines = readCorpus("innocent", part, language);
      const wrong = lines.filter(({ text }) => finds(text));
      console.log(`\nInnocent, ${part}, ${language}: ${wrong.length} of ${lines.length} found`);
      if (part === "tuning" || showHeldOut)
        for (const { text } of wrong) console.log(`  false alarm: ${text}`);
      alarms += wrong.length;
      all += lines.length;
    }
  }
  console.log(`\nFalse alarms: ${alarms} of ${all}, ${percent(alarms / all)}`);
  return alarms / all;
}

/** The slowest text, by the best of a few measurements: the machine has other work. */
function measureWorst(what: string, set: FilterSet, texts: readonly string[]): number {
  const filters = takenSet(set);
  const times: number[] = [];
  let worst = { ms: 0, text: "" };
  for (const text of texts) {
    const judge = () => filters.judge(text, NOTHING_ELSE);
    let best = Infinity;
    for (let i = 0; i < (best < LIMITS.ms ? TRIES : MORE_TRIES); i++)
      best = Math.min(best, spentMs(judge));
    times.push(best);
    if (best > worst.ms) worst = { ms: best, text };
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((at) => times[Math.floor(times.length * at)]!.toFixed(2));
  console.log(
    `${what}: ${times.length} texts, p50 ${p50} ms, p99 ${p99} ms, ` +
      `worst ${worst.ms.toFixed(2)} ms (${JSON.stringify([...worst.text].slice(0, 12).join(""))}…)`,
  );
  return worst.ms;
}

/** What the lists and a large set of words weigh, and take to be compiled. */
function measureWords(): void {
  const lists = compileSet(EVERY_FILTER);
  if (lists.ok)
    for (const [language, lexicon] of lists.parts.starters)
      console.log(`list ${language}: ${(estimateBytes(lexicon) / 1_000).toFixed(0)} kB`);
  const cores: number[] = [];
  let bytes = 0;
  for (let i = 0; i < 20; i++) {
    const set = manyWords(i * 1_000 + 1);
    const before = process.cpuUsage();
    const compiled = compileSet(set);
    const { user, system } = process.cpuUsage(before);
    cores.push((user + system) / 1_000);
    if (compiled.ok) bytes = compiled.parts.bytes;
  }
  const best = Math.min(...cores).toFixed(1);
  console.log(`800 words: ${(bytes / 1_000).toFixed(0)} kB, ${best} ms of a core to compile`);
}

/** An owner saves 20 rules of 40 words again and again; a neighbour writes meanwhile. */
async function measureSaving(): Promise<void> {
  const filters = new StreamFilters(new ThreadFilterCompiler(), { clock: systemClock });
  const judge = async (streamId: string, set: FilterSet) => {
    const ready = await filters.ready(streamId, JSON.stringify(set));
    if (ready.ok) ready.value?.judge("hello", NOTHING_ELSE);
  };
  await judge("neighbour", STARTER_LISTS);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const before = process.memoryUsage().rss;
  const endMs = performance.now() + SAVING_MS;
  let saved = 0;
  while (performance.now() < endMs) {
    const set = manyWords(++saved * 1_000 + 1);
    await filters.faultOf({ kind: "set-filters", rules: set.rules });
    await judge("attacked", set);
    await judge("neighbour", STARTER_LISTS);
  }
  delay.disable();
  await filters.close();
  const grown = (process.memoryUsage().rss - before) / 1e6;
  console.log(
    `${saved} sets saved in ${SAVING_MS / 1_000} s: ${grown.toFixed(0)} MB more, ` +
      `${(filters.bytes / 1e6).toFixed(1)} MB kept, event loop late by p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
}

/** What ordinary messages cost: the time that the process had on a core. */
function measureUsual(): void {
  const filters = takenSet(EVERY_FILTER);
  const texts = LANGUAGES.flatMap((language) => readCorpus("innocent", "tuning", language));
  const rounds = 50;
  const before = process.cpuUsage();
  for (let i = 0; i < rounds; i++) for (const { text } of texts) filters.judge(text, NOTHING_ELSE);
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / rounds / texts.length;
  console.log(`\nan everyday message, every filter: ${each.toFixed(0)} µs of a core`);
}

/** What it takes of a core, in ms: whatever else the machine does meanwhile. */
function spentMs(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

function byKind(lines: readonly Line[]): Map<string, Line[]> {
  return Map.groupBy(lines, ({ kind }) => kind);
}

function share(lines: readonly Line[], finds: (text: string) => boolean): string {
  const found = lines.filter(({ text }) => finds(text)).length;
  return `${found} of ${lines.length}, ${percent(found / lines.length)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function check(holds: boolean, what: string): void {
  console.log(`${holds ? "holds" : "FAILS"}: ${what}`);
  failed ||= !holds;
}
