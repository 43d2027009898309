import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";

/** Linux keeps what is here in memory. */
const MEMORY = "/dev/shm";
/** Databases and a dozen installed apps take up to 3 GB at a time. */
const NEEDED_BYTES = 8 * 1024 ** 3;
/** Longer than any run takes. */
const OLD_MS = 60 * 60 * 1_000;
const PREFIX = "live-chat-tests-";

/**
 * Makes a folder in memory for temporary files, which goes when this process ends; undefined where
 * there is no room for one.
 *
 * A database that a test makes is hundreds of files. Nine test files with databases took 13 % less
 * time in memory than on a disk.
 */
export function makeMemoryFolder(memory = MEMORY): string | undefined {
  removeLeftFolders(memory);
  if (freeBytes(memory) < NEEDED_BYTES) return undefined;
  const folder = mkdtempSync(join(memory, `${PREFIX}${process.pid}-`));
  // Postgres runs as another user.
  chmodSync(folder, 0o755);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A run that was killed could not remove its folder, which takes memory until somebody does. */
function removeLeftFolders(memory: string): void {
  if (!existsSync(memory)) return;
  for (const name of readdirSync(memory)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(memory, name);
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    // Processes of other containers cannot be seen.
    const isOld = Date.now() - statSync(folder).mtimeMs > OLD_MS;
    if (isOld && !isRunning(pid)) rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Of somebody else: it runs.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function freeBytes(memory: string): number {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return Math.min(bavail * bsize, freemem());
  } catch {
    return 0;
  }
}
