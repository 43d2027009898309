import { statSync } from "node:fs";
import { StoreError } from "../../../chat/ports/store-error.ts";
import { DatabaseFileError } from "./database-file-error.ts";

/**
 * Checks that the open file is still the one at its path.
 *
 * Somebody may replace the file while a server runs. SQLite continues to write into the open one,
 * which a restart would not find.
 */
export class FileWatch {
  readonly #path: string;
  readonly #opened: string | undefined;
  readonly #onMoved: (() => void) | undefined;
  #isMoved = false;

  /** `onMoved` is called once each time another file is found. */
  constructor(path: string, onMoved?: () => void) {
    this.#path = path;
    this.#onMoved = onMoved;
    this.#opened = fileIdentity(path);
  }

  /** Throws if another file, or none, is at the path. */
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

/** Identifies a file for as long as it exists; undefined if there is none. */
export function fileIdentity(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
