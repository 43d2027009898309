/** An emoji as the data files have it. */
export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  readonly tags: readonly string[];
  /** Its short names, without colons, in English. */
  readonly codes: readonly string[];
  /** Unicode's group, by the place of its name in `emojiGroups`. */
  readonly group: number;
  /** Since which version of Unicode's emoji there is it. */
  readonly version: number;
  /** In the five skin tones, from the lightest on. */
  readonly skins?: readonly string[];
}

/** In a skin tone; 0 is none. */
export function inTone({ emoji, skins }: Emoji, tone: number): string {
  return skins?.[tone - 1] ?? emoji;
}
