import { buildIfStale } from "./build.ts";
import { runChecks } from "./lib/check-list.ts";
import {
  ensureChromium,
  ensureDeployment,
  ensurePhp,
  ensurePostgres,
  ensureRedis,
} from "./lib/ensure-program.ts";
import { conclude, type Tally } from "./lib/test-report.ts";
import { runSuite, SUITES } from "./lib/test-suites.ts";

/** Sets up what the tests need, then runs every suite, also after one has failed. */
export async function runTests(): Promise<Tally[]> {
  const { failed } = await runChecks([
    ["set-up: a Chromium", ensureChromium],
    ["set-up: a Postgres", ensurePostgres],
    ["set-up: a Redis", ensureRedis],
    ["set-up: a PHP", ensurePhp],
    ["set-up: what the chat is deployed with", ensureDeployment],
    ["set-up: the bundle that the end-to-end tests load", buildIfStale],
  ]);
  const tallies: Tally[] = [{ passed: 0, failed, skipped: 0 }];
  for (const suite of SUITES) {
    console.log(`\n▸ ${suite.name}`);
    tallies.push(await runSuite(suite));
  }
  return tallies;
}

if (import.meta.main) conclude(await runTests());
