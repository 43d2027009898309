/** A problem with a database file, as one sentence with its remedy. */
export class DatabaseFileError extends Error {
  override readonly name = "DatabaseFileError";
}
