import type { Clock } from "../chat/ports/clock.ts";
import type { Database } from "./sql/schema.ts";
import type { Storage } from "./storage.ts";

/** The location of a database, and how to connect to it. */
export interface StorageOptions {
  /** `sqlite:<path>`, `postgres://…` or `memory:`. */
  databaseUrl: string;
  databaseCa?: string | undefined;
  /** The Postgres schema for the chat's tables. */
  databaseSchema?: string | undefined;
}

/** Receives notices for the operator about the opening of a database. */
export type Notify = (notice: string) => void;

/**
 * A kind of database, and its capabilities. Code that depends on them asks the engine, never the
 * URL.
 *
 * Required of every engine, and so not declared: transactions, unique and partial indexes, `insert
 * … on conflict do update`, `returning`, and row locks until the commit.
 */
export interface StorageEngine {
  /** Whether a URL names a database of this kind. */
  accepts(databaseUrl: string): boolean;
  /** Whether several processes may open one database; if not, one process serves all workers. */
  readonly isShared: boolean;
  /** Whether data outlives the process, and calls wait for a disk or a network. */
  readonly isDurable: boolean;
  /** Opens and migrates a database. */
  open(options: StorageOptions, clock: Clock, notify: Notify): Promise<Storage>;
  /** Opens and migrates the tables themselves, without timeouts, for long work. */
  openTables?(options: StorageOptions, notify: Notify): Promise<Database>;
  /** Set if a database is a file on this machine. */
  readonly file?: DatabaseFile;
}

export interface DatabaseFile {
  pathOf(databaseUrl: string): string;
  /** Locks the file for this process until it ends; false if another process has it. */
  lock(path: string): boolean;
  /** Copies the file as of one moment, even while a server writes to it. */
  backup(path: string, to: string): Promise<void>;
}
