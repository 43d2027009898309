import type { ResidentMemory } from "./resident-memory.ts";
import { slopeOf } from "./slope.ts";

/** The memory of a process at a time. */
export interface MemorySample extends ResidentMemory {
  readonly atMs: number;
}

const MB = 1_000_000;
const PARTS = [
  ["resident", "totalBytes"],
  ["of it, programs and libraries", "fileBytes"],
  ["of it, the C library's allocator", "allocatorBytes"],
  ["of it, JavaScript's engine", "engineBytes"],
] as const satisfies readonly (readonly [string, keyof ResidentMemory])[];

/** The range of each part of the memory, and the slope of its lowest values; a line each. */
export function describeMemory(samples: readonly MemorySample[]): string[] {
  return PARTS.map(([what, part]) => {
    const values = samples.map((sample) => ({ atMs: sample.atMs, value: sample[part] }));
    const range = values.map(({ value }) => value);
    const slope = slopeOf(values);
    return (
      `${what}: ${mb(Math.min(...range))} to ${mb(Math.max(...range))}` +
      (slope ? `, slope ${mb(slope.perHour)} ± ${mb(slope.error)} an hour` : "")
    );
  });
}

/** All parts of one sample, in a line. */
export function summarize(sample: ResidentMemory): string {
  const { totalBytes, allocatorBytes, engineBytes } = sample;
  return `${mb(totalBytes)} (allocator ${mb(allocatorBytes)}, engine ${mb(engineBytes)})`;
}

export function mb(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
