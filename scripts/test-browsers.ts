import { runChecks } from "./lib/check-list.ts";
import { ensureFirefox, ensureWebKit } from "./lib/ensure-program.ts";
import { conclude, type Tally } from "./lib/test-report.ts";
import { OTHER_BROWSERS, runSuite } from "./lib/test-suites.ts";

/** Runs the component tests in Firefox and in WebKitGTK: `npm test` runs them in Chromium. */
const setUp = await runChecks([
  ["set-up: a Firefox", ensureFirefox],
  ["set-up: a WebKitGTK and a screen for it", ensureWebKit],
]);
const tallies: Tally[] = [{ passed: 0, failed: setUp.failed, skipped: 0 }];
for (const suite of OTHER_BROWSERS) {
  console.log(`\n▸ ${suite.name}`);
  tallies.push(await runSuite(suite));
}
conclude(tallies);
