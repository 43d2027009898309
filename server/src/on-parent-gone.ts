import { readFileSync } from "node:fs";

const LOOK_EVERY_MS = 100;
/**
 * Maximum number of levels to search for npm: a watcher, a script and a shell may be in between.
 */
const MAX_LEVELS = 5;
const PACKAGE_MANAGER = /(^|[/\\])(npm|npx|pnpm|yarn|bun)(-cli)?(\.c?js)?( |$)/;

/** A process and its parent. */
interface Link {
  pid: number;
  parent: number;
}

/**
 * Calls back once when a parent process up to npm is gone, which is noticed before npm itself ends.
 * Returns a function that stops watching. Does nothing if npm did not start this process.
 *
 * npm and npx forward a signal to the shell that runs the command. The shell ends without
 * forwarding it: without this check the command would continue as an orphan, and keep its port. As
 * process 1 of a container, npm ends half a second later, and all other processes with it.
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

/** The processes from this one up to the package manager; only the parent if none is found. */
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
  // The name in parentheses may contain spaces and parentheses.
  const [, parent] =
    /\) \S (\d+)/.exec(readProc(pid, "stat").replace(/^.*(?=\) \S \d)/s, "")) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function commandOf(pid: number): string {
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

/** Empty if the process does not exist, or the system has no /proc. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
