import type { Clock } from "../chat/ports/clock.ts";
import type { Database } from "./sql/schema.ts";
import type { Storage } from "./storage.ts";

/** Where a database is, and how it is reached. */
export interface StorageOptions {
  /** `sqlite:<path>`, `postgres://…` or `memory:`. */
  databaseUrl: string;
  databaseCa?: string | undefined;
  /** The schema of a Postgres that is the chat's own. */
  databaseSchema?: string | undefined;
}

/** What was found or done on opening that an operator should read. */
export type Notify = (notice: string) => void;

/**
 * A kind of database, and what it can do. Whatever depends on that asks here, and never the URL.
 *
 * Not declared, because nothing works without it: transactions, unique and partial indexes,
 * `insert … on conflict do update`, `returning`, and rows that stay locked until the commit.
 */
export interface StorageEngine {
  /** Whether a URL names a database of this kind. */
  accepts(databaseUrl: string): boolean;
  /** Whether several processes may have one database open; if not, one serves all workers. */
  readonly isShared: boolean;
  /** Whether what is kept outlives the process, and has a disk or a network to wait for. */
  readonly isDurable: boolean;
  /** Opens a database, and brings it up to date. */
  open(options: StorageOptions, clock: Clock, notify: Notify): Promise<Storage>;
  /** Opens the tables themselves, brought up to date and without time-outs; for long work. */
  openTables?(options: StorageOptions, notify: Notify): Promise<Database>;
  /** Set where a database is one file of this machine. */
  readonly file?: DatabaseFile;
}

export interface DatabaseFile {
  pathOf(databaseUrl: string): string;
  /** Takes the file for this process to serve, until it ends; false where another has it. */
  lock(path: string): boolean;
  /** Copies the file as of one moment, also while a server writes to it. */
  backup(path: string, to: string): Promise<void>;
}
