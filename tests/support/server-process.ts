import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { endWithParent } from "./end-with-parent.ts";

/** The built command: from source, each start would compile 200 files. */
const CLI = fileURLToPath(new URL("../../server/bin/live-chat-server.js", import.meta.url));
/** Node's compile cache, shared by all processes. */
const COMPILED = fileURLToPath(new URL("../../node_modules/.cache/node-compiled", import.meta.url));

/** A server in a process of its own, as an operator starts it. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has written so far. */
  said(): string;
  /** Ends it and resolves with its exit code, or with the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

type Env = Record<string, string>;

function start(
  args: readonly string[],
  env: Env,
  cwd: string,
  within: readonly string[] = [],
): ChildProcess {
  const { PATH = "", HOME = "" } = process.env;
  const [command, ...rest] = [...within, process.execPath, ...args];
  return spawn(...endWithParent(command!, rest), {
    env: { PATH, HOME, NODE_COMPILE_CACHE: COMPILED, CHAT_LOG_LEVEL: "error", ...env },
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the command until it ends by itself. */
export function runCli(args: readonly string[], env: Env, cwd: string): Promise<CommandResult> {
  return runProgram([CLI, ...args], env, cwd);
}

/** Runs a program with Node, until it and its child processes have ended. */
export function runProgram(args: readonly string[], env: Env, cwd: string): Promise<CommandResult> {
  const child = start(args, env, cwd);
  const result = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, ...result })));
}

/**
 * Starts a server, optionally inside another command or from another checkout; resolves once it
 * prints its URL.
 */
export function startServerProcess(
  env: Env,
  cwd: string,
  within: readonly string[] = [],
  cli = CLI,
): Promise<ServerProcess> {
  const child = start([cli], { CHAT_SERVER_PORT: "0", ...env }, cwd, within);
  const exited = new Promise<number | NodeJS.Signals>((resolve) =>
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 0)),
  );
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (text: string) => {
      said += text;
      const url = /is up at (http:\S+)/.exec(said)?.[1];
      if (!url) return;
      resolve({
        url: url.replace("localhost", "127.0.0.1"),
        child,
        said: () => said,
        end: (signal) => {
          child.kill(signal);
          return exited;
        },
      });
    };
    child.stdout?.setEncoding("utf8").on("data", listen);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    void exited.then((code) => reject(new Error(`the server ended (${code}): ${said}`)));
  });
}
