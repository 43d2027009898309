import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 100;
/** How far up npm is looked for: a watcher, a script and a shell may stand between. */
const MAX_LEVELS = 5;
const PACKAGE_MANAGER = /(^|[/\\])(npm|npx|pnpm|yarn|bun)(-cli)?(\.c?js)?( |$)/;

/** A process that started us, and who started it. */
interface Link {
  pid: number;
  parent: number;
}

/**
 * Calls back once when a process by which npm started this one is gone; to be told before npm
 * itself ends. Returns what stops the watch. Does nothing where npm did not start us.
 *
 * npm and npx pass a signal to the shell that they run a command in. The shell ends and tells
 * nobody: without this the command goes on without parents, and keeps its port. As process 1 of
 * a container npm ends half a second later, and all others with it.
 */
export function onParentGone(isGone: () => void, env = process.env): () => void {
  if (env["npm_lifecycle_event"] === undefined) return () => undefined;
  const chain = chainToPackageManager();
  const timer = setInterval(() => {
    if (chain.every(({ pid, parent }) => parentOf(pid) === parent)) return;
    clearInterval(timer);
    isGone();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** From this process up to the package manager; only to its parent where none is found. */
function chainToPackageManager(): Link[] {
  const chain: Link[] = [];
  for (let pid = process.pid; chain.length < MAX_LEVELS;) {
    const parent = parentOf(pid);
    if (parent === undefined) break;
    chain.push({ pid, parent });
    if (PACKAGE_MANAGER.test(commandOf(parent))) return chain;
    pid = parent;
  }
  return chain.slice(0, 1);
}

function parentOf(pid: number): number | undefined {
  if (pid === process.pid) return process.ppid;
  // The name in parentheses may have spaces and parentheses in it.
  const [, parent] =
    /\) \S (\d+)/.exec(readProc(pid, "stat").replace(/^.*(?=\) \S \d)/s, "")) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function commandOf(pid: number): string {
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

/** Empty where there is no such process, and on systems that do not tell. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
