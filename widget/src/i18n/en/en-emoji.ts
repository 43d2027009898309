/** Texts of the emoji picker, loaded with it. */
export const enEmoji = {
  emojiSearch: "Search emoji",
  emojiFound: (count: number) => `${count} emoji found`,
  emojiNone: "No emoji found",
  emojiRecent: "Recently used",
  /** In Unicode's order. */
  emojiGroups: [
    "Smileys",
    "People",
    "Animals and nature",
    "Food and drink",
    "Travel and places",
    "Activities",
    "Objects",
    "Symbols",
    "Flags",
  ],
  skinTone: "Skin tone",
  /** From none to the darkest. */
  skinTones: ["Default", "Light", "Medium-light", "Medium", "Medium-dark", "Dark"],
};

export type EmojiTexts = typeof enEmoji;
