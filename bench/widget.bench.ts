import { chromium } from "playwright";

import { buildIfStale } from "../scripts/build.ts";
import { ensurePrograms } from "../scripts/lib/ensure-program.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { compareLists } from "./widget/compare-lists.ts";
import { runBusyStream } from "./widget/busy-stream.ts";

/*
 * How the widget bears a busy stream on a slow phone, and what its list costs beside
 * those of others. Usage: npm run bench widget [-- busy | lists] [-- seconds]
 */
const [what = "", seconds = "60"] = process.argv.slice(2);

await ensurePrograms("Chromium");
await buildIfStale();
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGS,
});
try {
  if ("busy".startsWith(what)) await runBusyStream(browser, Number(seconds));
  if ("lists".startsWith(what)) await compareLists(browser);
} finally {
  await browser.close();
}
