// @ts-check
import { findProgram } from "./find-program.js";

/** @returns {string | undefined} */
export function findFirefox() {
  return findProgram("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox");
}
