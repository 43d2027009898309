import { statSync } from "node:fs";
import { StoreError } from "../../../chat/ports/store-error.ts";
import { DatabaseFileError } from "./database-file-error.ts";

/**
 * Tells whether the file that was opened is still the one under its path.
 *
 * Somebody may put another file there while a server runs. SQLite goes on writing into the
 * one that it has open, which a restart would not find again.
 */
export class FileWatch {
  readonly #path: string;
  readonly #opened: string | undefined;
  readonly #onMoved: (() => void) | undefined;
  #isMoved = false;

  /** `onMoved` is called once each time that another file is found. */
  constructor(path: string, onMoved?: () => void) {
    this.#path = path;
    this.#onMoved = onMoved;
    this.#opened = fileIdentity(path);
  }

  /** Throws where another file, or none, is under the path. */
  check(): void {
    const isMoved = fileIdentity(this.#path) !== this.#opened;
    if (isMoved && !this.#isMoved) this.#onMoved?.();
    this.#isMoved = isMoved;
    if (isMoved)
      throw new StoreError("store-unavailable", {
        cause: new DatabaseFileError(
          `${this.#path} is not the file any more that this server opened. Nothing is written ` +
            "until the server is started again with the right file in its place.",
        ),
      });
  }
}

/** The numbers that name a file for as long as it exists; nothing where there is none. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
