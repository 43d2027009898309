/** The word at the caret that can be completed. */
export interface CalledWord {
  readonly kind: "mention" | "emoji" | "command";
  /** Position of its mark in the text. */
  readonly start: number;
  /** The text between the mark and the caret. */
  readonly typed: string;
}

/** Names may contain spaces; only a matching name shows that one is meant. */
const MENTION = /(?<![\p{L}\p{N}@._-])@([^\s@][^@\n]{0,63})?$/u;
/** A single Latin letter may still become an emoticon like :D or :p. */
const EMOJI =
  /(?<![\p{L}\p{N}:]):((?:[a-z0-9_+-]{2}|[^\p{ASCII}\s])[\p{L}\p{M}\p{N}_+-]{0,40}:?)$/iu;

/** Staff commands begin a line. */
const COMMAND = /^[/／]([\p{L}\p{M}]*)$/u;

/** Finds the name, emoji or command at the caret. */
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
