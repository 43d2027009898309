import { spawn, type StdioOptions } from "node:child_process";
import { delimiter, join } from "node:path";

import { ROOT } from "./paths.ts";

// The pinned Node and tools come first, whatever started the script.
const PATH = [join(ROOT, "node_modules/.bin"), process.env["PATH"] ?? ""].join(delimiter);

interface RunOptions {
  env?: Readonly<Record<string, string>>;
  /** Takes what the command prints. Without it, the output is shown as it comes. */
  onOutput?: (text: string) => void;
}

/**
 * Runs a command in the repository's folder and gives its exit code.
 *
 * A command that cannot be started, or that a signal ends, gives 1.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, onOutput }: RunOptions = {},
): Promise<number> {
  return new Promise((resolve) => {
    const stdio: StdioOptions = onOutput ? ["inherit", "pipe", "pipe"] : "inherit";
    const child = spawn(command, args, { cwd: ROOT, stdio, env: { ...process.env, PATH, ...env } });
    if (onOutput) {
      child.stdout?.setEncoding("utf8").on("data", onOutput);
      child.stderr?.setEncoding("utf8").on("data", onOutput);
    }
    child.once("error", (error) => {
      (onOutput ?? console.error)(`${command} could not be started: ${error.message}`);
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
