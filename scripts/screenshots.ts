import { chromium } from "playwright";

import { CHROMIUM_ARGS, chromiumPath } from "../tests/support/chromium.js";
import { takeDemoPictures } from "./lib/demo-pictures.ts";
import { ensurePrograms } from "./lib/ensure-program.ts";
import { serveGallery } from "./lib/serve-gallery.ts";
import { takeStatePictures } from "./lib/state-pictures.ts";
import { takeStudioPictures } from "./lib/studio-pictures.ts";

/*
 * Takes the documents' pictures: every state, the demo, and the studio. With `states`, `demo`
 * or `studio`, only those.
 */
const wanted = process.argv[2];

await ensurePrograms("Chromium");
const gallery = await serveGallery();
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  // One state names its origin, which is to be the same every time.
  args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP shop.example 127.0.0.1:${gallery.port}`],
});
if (wanted === undefined || wanted === "states")
  await takeStatePictures(browser, "http://shop.example/tests/widget/gallery/index.html");
if (wanted === undefined || wanted === "demo") await takeDemoPictures(browser);
if (wanted === undefined || wanted === "studio") await takeStudioPictures();
await browser.close();
await gallery.close();
