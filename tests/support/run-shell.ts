import { execFile } from "node:child_process";

/** Runs a command as people type it into a shell, and resolves with what it says. */
export function runShell(command: string, env: Record<string, string>): Promise<string> {
  const { PATH = "" } = process.env;
  return new Promise((resolve, reject) =>
    execFile("sh", ["-ec", command], { env: { PATH, ...env } }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr, { cause: error })) : resolve(stdout),
    ),
  );
}
