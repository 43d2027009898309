import { cleanText, countGraphemes, countLines, countUtf8Bytes, LIMITS } from "#protocol";

/**
 * How many more characters fit into a message; below 0, how many are too many. (SPEC SM3)
 *
 * Where bytes run out first, as with families of emoji, it counts characters as
 * large as those written so far.
 */
export function charactersLeft(draft: string): number {
  // A pasted book is not worth segmenting at every key; it is refused by its length alone.
  if (draft.length > 4 * LIMITS.messageBytes) return LIMITS.messageGraphemes - draft.length;
  const text = cleanText(draft);
  if (text === "") return LIMITS.messageGraphemes;
  const count = countGraphemes(text);
  const fitting = Math.floor((LIMITS.messageBytes * count) / countUtf8Bytes(text));
  const left = Math.min(LIMITS.messageGraphemes, fitting) - count;
  // Of too many lines, so many line breaks are too many.
  const excess = countLines(text) - LIMITS.messageLines;
  return excess > 0 ? Math.min(left, -excess) : left;
}
