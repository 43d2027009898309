/** What is wrong with a database's file, as one sentence with its remedy. */
export class DatabaseFileError extends Error {
  override readonly name = "DatabaseFileError";
}
