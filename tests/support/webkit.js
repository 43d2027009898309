// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import { createConnection } from "node:net";

import { findProgram } from "./find-program.js";
import { freePort } from "./free-port.ts";

const DEADLINE_MS = 60_000;

/**
 * WebKitGTK's own small browser: the engine that is nearest to Safari's outside of macOS.
 *
 * @returns {string | undefined}
 */
export function findMiniBrowser() {
  return globSync("/usr/lib/*/webkit2gtk-*/MiniBrowser").toSorted().at(-1);
}

/** @returns {string | undefined} */
export function findWebKitDriver() {
  return findProgram("WebKitWebDriver");
}

/** @returns {string | undefined} */
export function findXvfb() {
  return findProgram("Xvfb");
}

/**
 * Starts a driver for that browser, on a screen that nobody sees. Both end with this process.
 *
 * @returns {Promise<{ address: string, miniBrowser: string }>}
 */
export async function startWebKitDriver() {
  const [driver, screen, miniBrowser] = [findWebKitDriver(), findXvfb(), findMiniBrowser()];
  if (!driver || !screen || !miniBrowser)
    throw new Error(
      "WebKitGTK, its driver or Xvfb was not found. On Debian: " +
        "apt-get install -y webkit2gtk-driver xvfb",
    );
  const display = await startScreen(screen);
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], {
    stdio: "ignore",
    // Without a graphics card, compositing takes two thirds of the time, and no test checks pixels.
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_COMPOSITING_MODE: "1" },
  });
  endWithProcess(child);
  await untilListening(port);
  return { address: `http://127.0.0.1:${port}`, miniBrowser };
}

/** @param {string} program */
async function startScreen(program) {
  const args = ["-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  endWithProcess(child);
  const [number] = await once(
    /** @type {import("node:stream").Readable} */ (child.stdio[3]),
    "data",
    { signal: AbortSignal.timeout(DEADLINE_MS) },
  );
  return `:${String(number).trim()}`;
}

/** @param {import("node:child_process").ChildProcess} child */
function endWithProcess(child) {
  child.unref();
  process.once("exit", () => child.kill());
}

/**
 * A driver does not report when it is ready, so this polls it.
 * @param {number} port
 */
async function untilListening(port) {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  for (;;) {
    deadline.throwIfAborted();
    const socket = createConnection(port, "127.0.0.1");
    const isUp = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await new Promise(setImmediate);
  }
}
