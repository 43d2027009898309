import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

import { ROOT } from "./paths.ts";

// The pinned Node and the tools come first, whoever started the script.
const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter);

/**
 * Runs a command in the repository's folder, its output shown, and gives its exit code.
 *
 * A command that cannot be started, or that a signal ends, gives 1.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { ...process.env, PATH, ...env },
    });
    child.once("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** Runs a command and throws unless it succeeds. */
export async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const code = await runCommand(command, args);
  if (code !== 0) throw new Error(`\`${[command, ...args].join(" ")}\` failed with code ${code}.`);
}
