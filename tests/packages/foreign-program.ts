import { execFile } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

import { ROOT } from "../../scripts/lib/paths.ts";

const run = promisify(execFile);

/** What npm tells the scripts that it runs, and what is meant for our tools. */
const OURS =
  /^(npm_(package|lifecycle|command|config_(local_prefix|workspace))|NODE_(ENV|OPTIONS|PATH)$|FORCE_COLOR$|CI$)/;

/**
 * The environment of a project that knows nothing of this repository: neither
 * its tools nor what npm tells the scripts that it runs.
 */
export function foreignEnv(): Record<string, string> {
  const env: Record<string, string> = { NEXT_TELEMETRY_DISABLED: "1" };
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !OURS.test(name)) env[name] = value;
  // The server welcomes people in their terminal's language.
  env["LC_ALL"] = "C.UTF-8";
  const path = (process.env["PATH"] ?? "").split(delimiter);
  const others = path.filter((folder) => folder !== join(ROOT, "node_modules/.bin"));
  env["PATH"] = [dirname(process.execPath), ...others].join(delimiter);
  return env;
}

/** Runs a program in a folder and gives its output; what it said goes into the error when it fails. */
export async function runProgram(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout } = await run(command, args, {
      cwd,
      env: { ...foreignEnv(), ...env },
      maxBuffer: 2 ** 26,
    });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
