import { spawn } from "node:child_process";
import { once } from "node:events";

import { foreignEnv } from "./foreign-program.ts";

/** A program that runs until it is told to stop. */
export interface Program {
  /** What it had said by the time it was ready. */
  readonly said: string;
  /** Ends it and whatever it has started. */
  stop(): Promise<void>;
}

interface ProgramOptions {
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** What it says once it is ready. */
  ready: RegExp;
}

/** Starts a program and resolves once it says that it is ready; rejects when it ends before. */
export async function startProgram(
  command: string,
  args: readonly string[],
  { cwd, env, ready }: ProgramOptions,
): Promise<Program> {
  const child = spawn(command, args, {
    cwd,
    env: { ...foreignEnv(), NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own: npm does not pass every signal on.
    detached: true,
  });
  let said = "";
  const closed = once(child, "close");
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGTERM");
    await closed;
  };
  await new Promise<void>((resolve, reject) => {
    const listen = (text: string): void => {
      said += text;
      if (ready.test(said)) resolve();
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.once("error", reject);
    void closed.then(() => reject(new Error(`${command} ended before it was ready:\n${said}`)));
  });
  return { said, stop };
}
