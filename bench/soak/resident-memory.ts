import { readFileSync } from "node:fs";

/** What a process takes of the machine's memory, by who asked for it. */
export interface ResidentMemory {
  readonly totalBytes: number;
  /** Programs and libraries. */
  readonly fileBytes: number;
  /** The C library's allocator: SQLite's pages, buffers, and what it keeps to give out again. */
  readonly allocatorBytes: number;
  /** All else, nearly all of it the heaps and the compiled code of JavaScript's engine. */
  readonly engineBytes: number;
}

/** The allocator maps a thread's memory at multiples of this; the engine's pages are much smaller. */
const ARENA_BYTES = 64 * 1_048_576;
const MAPPING = /^([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ (\d+) *(.*)$/;

/**
 * Reads the memory of a process, mapping by mapping.
 *
 * What the engine says of its heaps cannot be subtracted from what is resident: it also counts
 * pages that nothing has touched yet.
 */
export function residentMemory(pid: number): ResidentMemory {
  let [fileBytes, allocatorBytes, engineBytes] = [0, 0, 0];
  let add: (bytes: number) => void = () => undefined;
  for (const line of readFileSync(`/proc/${pid}/smaps`, "utf8").split("\n")) {
    const [, start, inode, name] = MAPPING.exec(line) ?? [];
    if (start === undefined) {
      const kb = /^Rss: +(\d+) kB/.exec(line)?.[1];
      if (kb) add(Number(kb) * 1_024);
    } else if (inode !== "0") add = (bytes) => (fileBytes += bytes);
    else if (name === "[heap]" || Number.parseInt(start, 16) % ARENA_BYTES === 0)
      add = (bytes) => (allocatorBytes += bytes);
    else add = (bytes) => (engineBytes += bytes);
  }
  const totalBytes = fileBytes + allocatorBytes + engineBytes;
  return { totalBytes, fileBytes, allocatorBytes, engineBytes };
}
