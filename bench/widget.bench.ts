import { chromium } from "playwright";

import { buildIfStale } from "../scripts/build.ts";
import { ensurePrograms } from "../scripts/lib/ensure-program.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { compareLists } from "./widget/compare-lists.ts";
import { runBusyStream } from "./widget/busy-stream.ts";
import { timeFirstMessage } from "./widget/first-message.ts";

/*
 * How the widget bears a busy stream on a slow phone, what its list costs beside those
 * of others, and how soon it shows the first message. Usage: npm run bench widget [-- busy | lists | first] [-- seconds | another checkout]
 */
const [what = "", more] = process.argv.slice(2);

await ensurePrograms("Chromium");
await buildIfStale();
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: CHROMIUM_ARGS,
});
try {
  if ("busy".startsWith(what)) await runBusyStream(browser, Number(more ?? 60));
  if ("lists".startsWith(what)) await compareLists(browser);
  if ("first".startsWith(what)) await timeFirstMessage(browser, what ? more : undefined);
} finally {
  await browser.close();
}
