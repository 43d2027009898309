import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  statfsSync,
  statSync,
  type Stats,
} from "node:fs";
import { userInfo } from "node:os";
import { dirname, resolve } from "node:path";
import { DatabaseFileError } from "./database-file-error.ts";
import { diskKind, type DiskKind } from "./disk-kind.ts";

/** The suffixes of the files that SQLite and this server keep beside a database. */
const BESIDE = ["", "-wal", "-shm", "-journal", "-server"];
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Creates a database's folder and file if they are missing, readable by this user only, and removes
 * the rights of others on existing files.
 *
 * Throws a sentence with the path, the user and the remedy if SQLite could not work.
 */
export function prepareSqliteFile(given: string, kindOf = kindOfDisk): { disk: DiskKind } {
  const path = resolve(given);
  makeFolder(dirname(path));
  const disk = kindOf(dirname(path));
  if (disk.network)
    throw new DatabaseFileError(
      `${path} is on a network disk (${disk.name}), where SQLite's locks cannot be relied on and ` +
        "databases break: put it on a disk of this machine, or take a Postgres.",
    );
  const found = statOf(path);
  if (found && !found.isFile())
    throw new DatabaseFileError(
      found.isDirectory()
        ? `${path} is a folder: name a file in it, like sqlite:${given}/chat.db.`
        : `${path} is no regular file: name another one.`,
    );
  checkFolder(dirname(path));
  if (found) checkFile(path);
  else makeFile(path);
  for (const end of BESIDE) tighten(`${path}${end}`);
  return { disk };
}

/** Creates a private, empty file for SQLite to write into. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, "wx", FILE_MODE));
}

function kindOfDisk(folder: string): DiskKind {
  try {
    return diskKind(statfsSync(folder).type);
  } catch {
    return diskKind(0);
  }
}

function makeFolder(folder: string): void {
  if (statOf(folder)?.isDirectory()) return;
  try {
    makeMissing(folder);
  } catch (error) {
    throw explain(error, folder, `The folder ${folder} cannot be made`);
  }
}

/** One by one: where nothing can be created (`/proc`), Node's own recursion never ends. */
function makeMissing(folder: string): void {
  if (!statOf(dirname(folder))) makeMissing(dirname(folder));
  mkdirSync(folder, { mode: FOLDER_MODE });
}

function checkFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explain(error, folder, `The folder ${folder} cannot be written to`);
  }
}

function checkFile(path: string): void {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw explain(error, path, `The database ${path} cannot be written to`);
  }
}

function makeFile(path: string): void {
  try {
    makePrivateFile(path);
  } catch (error) {
    // Another process that starts at the same moment created it.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw explain(error, dirname(path), `The database ${path} cannot be made`);
  }
}

function explain(error: unknown, path: string, what: string): Error {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  const said = `${what} by the user ${user()} (${code})`;
  const remedies: Record<string, string> = {
    EROFS: "the disk is mounted read-only. Mount it for writing, or choose another folder.",
    ENOTDIR: "a part of the path is a file. Choose another folder.",
    ENOSPC: "the disk is full. Make room.",
    EDQUOT: "the user's quota is used up. Make room.",
    ENAMETOOLONG: "the path is too long. Choose a shorter one.",
  };
  const owned = `give it to that user (chown -R ${user()} ${path}), or choose another folder.`;
  return new DatabaseFileError(`${said}: ${remedies[code] ?? owned}`, { cause: error });
}

/** The account of this process; in containers it may have no name. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Removes the rights of group and others. Other users' files stay as they are. */
function tighten(path: string): void {
  try {
    const { mode } = statSync(path);
    if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
  } catch {
    // The file does not exist, or is not ours.
  }
}
