/** What is done with lines that begin with a slash. */
export interface Commands {
  /** Carries a line out; false where it has to be put right first, undefined where it is no command. */
  run(line: string): boolean | undefined;
  /** What a line that begins with a slash may become. */
  suggest(typed: string): readonly CommandHint[];
}

export interface CommandHint {
  /** With its slash. */
  readonly command: string;
  /** What may follow it. */
  readonly usage: string;
  readonly description: string;
}
