import { cleanText, countGraphemes, countLines, countUtf8Bytes, LIMITS } from "#protocol";

/**
 * Number of characters that still fit into a message; negative if there are too many. (SPEC SM3)
 *
 * If the byte limit is reached first, as with emoji families, it assumes further characters as
 * large as those written so far.
 */
export function charactersLeft(draft: string): number {
  // Segmenting a pasted book at every key would be too slow; it is refused by its length alone.
  if (draft.length > 4 * LIMITS.messageBytes) return LIMITS.messageGraphemes - draft.length;
  const text = cleanText(draft);
  if (text === "") return LIMITS.messageGraphemes;
  const count = countGraphemes(text);
  const fitting = Math.floor((LIMITS.messageBytes * count) / countUtf8Bytes(text));
  const left = Math.min(LIMITS.messageGraphemes, fitting) - count;
  // With too many lines, the surplus line breaks are too many.
  const excess = countLines(text) - LIMITS.messageLines;
  return excess > 0 ? Math.min(left, -excess) : left;
}
