// @ts-check
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright";

const SYSTEM_NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const MAC_APPLICATION = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Quiet, alone and offline but for the page under test; the sandbox needs rights that containers lack. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Finds a Chromium: Playwright's own where it is installed, else the system's.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, MAC_APPLICATION].find(isExecutable);
}

/**
 * The Chromium that every browser test runs in. Rejects with what to do when there is none.
 *
 * @returns {Promise<string>}
 */
export async function chromiumPath() {
  const path = findChromium();
  if (path) return path;
  throw new Error(
    "No Chromium was found. Run `npx playwright install chromium`, or install your system's " +
      "chromium or google-chrome package, and run the tests again.",
  );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
