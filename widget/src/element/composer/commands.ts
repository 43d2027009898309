/** Handles lines that begin with a slash. */
export interface Commands {
  /** Runs a command; false if it is invalid, undefined if the line is no command. */
  run(line: string): boolean | undefined;
  /** Completions of a line that begins with a slash. */
  suggest(typed: string): readonly CommandHint[];
}

export interface CommandHint {
  /** With its slash. */
  readonly command: string;
  /** Its arguments. */
  readonly usage: string;
  readonly description: string;
}
