/** Replaces the sentences of `#protocol` in the script files, whose users are not developers. */
export function sentenceOf(code: string): string {
  return code;
}
