/**
 * How a method of a store may be run. (SPEC LOG7, LOG11)
 *
 * - `read` changes nothing: it may run beside commits, and against time.
 * - `long-read` may go through much of the database: it never holds up the writer.
 * - `write` runs where commits run, one after another.
 * - `probe` asks whether the writer answers.
 * - `close` ends the storage.
 */
export type MethodKind = "read" | "long-read" | "write" | "probe" | "close";

/** The kind of each method of a port; one that is missing does not compile. */
export type MethodKinds<Port> = { readonly [Method in keyof Port]: MethodKind };
