import fc from "fast-check";

/** `npm run properties` sets how many times as many cases it tries, which are new each time. */
const FACTOR = Number(process.env["LIVE_CHAT_PROPERTIES"] ?? 1);

// A suite that decides on a change tries the same cases each time, so that what fails is the change.
fc.configureGlobal({ numRuns: propertyRuns(100), ...(FACTOR === 1 && { seed: 20_261_129 }) });

/** How many cases a property is tried with, which is usually tried with this many. */
export function propertyRuns(usual: number): number {
  return usual * FACTOR;
}
