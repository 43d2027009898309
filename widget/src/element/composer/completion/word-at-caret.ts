/** What is being written, as far as it can be completed. */
export interface CalledWord {
  readonly kind: "mention" | "emoji" | "command";
  /** Where its mark stands in the text. */
  readonly start: number;
  /** What stands between the mark and the caret. */
  readonly typed: string;
}

/** Names may have spaces in them; whether one is meant shows only when there is such a name. */
const MENTION = /(?<![\p{L}\p{N}@._-])@([^\s@][^@\n]{0,63})?$/u;
/** One Latin letter may still become a face like :D or :p. */
const EMOJI =
  /(?<![\p{L}\p{N}:]):((?:[a-z0-9_+-]{2}|[^\p{ASCII}\s])[\p{L}\p{M}\p{N}_+-]{0,40}:?)$/iu;

/** What staff have carried out begins the line. */
const COMMAND = /^[/／]([\p{L}\p{M}]*)$/u;

/** Finds the name, emoji or command that is being called where the caret is. */
export function wordAtCaret(text: string, caret: number): CalledWord | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: "command", start: 0, typed: command[1] ?? "" };
  const emoji = EMOJI.exec(before);
  const found = emoji ?? MENTION.exec(before);
  return found
    ? { kind: emoji ? "emoji" : "mention", start: found.index, typed: found[1] ?? "" }
    : undefined;
}
