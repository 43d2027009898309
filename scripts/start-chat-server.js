// @ts-check
/*
 * Starts the chat server, building first what is missing or stale.
 * Plain JavaScript that old Nodes understand too: they hand over to the pinned one.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PINNED_MAJOR = 24;

const start = new URL("./start.ts", import.meta.url);

if (Number.parseInt(process.versions.node, 10) >= PINNED_MAJOR) await import(start.href);
else handOver(fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url)));

/** @param {string} node */
function handOver(node) {
  if (!existsSync(node)) {
    console.error("Run `npm install` first: it brings the Node that the server runs on.");
    process.exit(1);
  }
  const child = spawn(node, [fileURLToPath(start), ...process.argv.slice(2)], { stdio: "inherit" });
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => process.exit(code ?? 1));
}
