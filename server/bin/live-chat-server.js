#!/usr/bin/env node
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `live-chat-server needs Node 22.12 or later; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

const built = new URL("../dist/cli.js", import.meta.url);
const source = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
// In the repository the command works before anything is built, too.
if (existsSync(built) || !existsSync(source)) await import(built.href);
else runSource();

function runSource() {
  const args = ["--conditions=live-chat-source", source, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => process.exit(code ?? 1));
}
