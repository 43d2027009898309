/** An emoji in the format of the data files. */
export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Its English short names, without colons. */
  readonly codes: readonly string[];
  /** Unicode's group, as an index of `emojiGroups`. */
  readonly group: number;
  /** The emoji version of Unicode that introduced it. */
  readonly version: number;
  /** Its variants in the five skin tones, lightest first. */
  readonly skins?: readonly string[];
}

/** The emoji in a skin tone; 0 for none. */
export function inTone({ emoji, skins }: Emoji, tone: number): string {
  return skins?.[tone - 1] ?? emoji;
}
