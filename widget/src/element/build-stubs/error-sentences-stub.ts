/** In the script files, whose reader is no developer: in place of the sentences of `#protocol`. */
export function sentenceOf(code: string): string {
  return code;
}
