// @ts-check
import { existsSync } from "node:fs";

import { chromium } from "playwright";

import { findProgram } from "./find-program.js";

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
 * Finds a Chromium for tests: Playwright's own where it is installed, or one without windows, which
 * needs a third of the CPU of one that only hides them.
 *
 * @returns {string | undefined}
 */
export function findTestChromium() {
  const own = chromium.executablePath();
  return existsSync(own) ? own : findProgram("chromium-headless-shell");
}

/**
 * Finds a Chromium, the system's if need be.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  return findTestChromium() ?? findProgram(...SYSTEM_NAMES, MAC_APPLICATION);
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
