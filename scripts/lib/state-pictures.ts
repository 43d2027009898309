import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Browser } from "playwright";

import { ROOT } from "./paths.ts";

const FOLDER = join(ROOT, "docs/pictures/states");
/** Light in English and dark in Korean, as narrow as a sidebar, as a chat usually is, and wide. */
const SHEETS = [320, 400, 800].flatMap((width) => [
  { name: `light-${width}`, query: `theme=light&lang=en&width=${width}`, width },
  { name: `dark-${width}`, query: `theme=dark&lang=ko&width=${width}`, width },
]);
/** What only staff see, narrow and wide. */
const STAFF_SHEETS = [320, 800].flatMap((width) => [
  { name: `staff-light-${width}`, query: `staff&theme=light&lang=en&width=${width}`, width },
  { name: `staff-dark-${width}`, query: `staff&theme=dark&lang=ko&width=${width}`, width },
]);
const THEMES = "blossom,arcade,gazette,contrast,cloud";
const CHOSEN =
  "live,empty,waiting to be let in,reconnecting,on the way and refused,timed out,signed out,wrong origin";

const PICTURES = [
  ...SHEETS.map((sheet) => ({
    ...sheet,
    query: `${sheet.query}&height=440`,
    viewport: sheet.width === 800 ? 24 + 3 * 824 : 24 + 6 * (sheet.width + 24),
    scale: sheet.width === 320 ? 0.6 : 0.5,
  })),
  ...STAFF_SHEETS.map((sheet) => ({
    ...sheet,
    query: `${sheet.query}&height=520`,
    viewport: 24 + (sheet.width === 800 ? 2 : 5) * (sheet.width + 24),
    scale: 0.6,
  })),
  {
    name: "staff",
    query: "staff&only=message of somebody,menu,review,room&lang=en&width=320&height=540",
    viewport: 1400,
    scale: 1,
  },
  {
    name: "themes",
    query: `themes=${THEMES}&lang=ko&width=300&height=460`,
    viewport: 1644,
    scale: 1,
  },
  {
    name: "chosen",
    query: `only=${CHOSEN}&lang=ko&width=320&height=440`,
    viewport: 1400,
    scale: 1,
  },
  {
    name: "overlay",
    query: "mode=overlay&only=live&lang=ko&width=560&height=440",
    viewport: 608,
    scale: 1,
  },
];

/** Takes every state of the element, side by side, in both themes and three widths. */
export async function takeStatePictures(browser: Browser, gallery: string): Promise<void> {
  for (const file of readdirSync(FOLDER)) rmSync(join(FOLDER, file));
  for (const { name, query, viewport, scale } of PICTURES) {
    const page = await browser.newPage({
      viewport: { width: viewport, height: 480 },
      reducedMotion: "reduce",
      timezoneId: "Asia/Seoul",
    });
    // Languages and the overlay are files of their own, which are there only when all is quiet.
    await page.goto(`${gallery}?${query}`, { waitUntil: "networkidle" });
    await page.locator("body[data-drawn]").waitFor();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const devTools = await page.context().newCDPSession(page);
    const { data } = await devTools.send("Page.captureScreenshot", {
      format: "webp",
      quality: 72,
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width: viewport, height, scale },
    });
    writeFileSync(join(FOLDER, `${name}.webp`), Buffer.from(data, "base64"));
    await page.close();
    console.log(`docs/pictures/states/${name}.webp`);
  }
}
