import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Starts a program of this folder with Node; it may be asked questions. */
export function spawnNode(
  file: string,
  args: readonly string[],
  within: readonly string[],
  { flags = [], env = {} }: { flags?: readonly string[]; env?: Record<string, string> } = {},
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const [command, ...rest] = [
    ...within,
    process.execPath,
    "--conditions=live-chat-source",
    ...flags,
    path,
    ...args,
  ];
  return spawn(command!, rest, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...env },
  });
}
