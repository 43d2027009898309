/** Texts of the settings, loaded with them. */
export const enSettings = {
  textSize: "Text size",
  textSizes: ["Small", "Medium", "Large", "Very large"],
  /** Shown in each size. */
  letter: "A",
  showTimes: "Times",
  showNotices: "Who joins and leaves",
  /** What a screen reader announces; the names belong to the choices of `ANNOUNCEMENTS`. */
  readOut: "Messages read out",
  readOutChoices: ["All", "Only mentions of me", "None"],
  hiddenPeople: "Hidden people",
  showAgain: "Show again",
  popOut: "Open in a window",
};

export type SettingsTexts = typeof enSettings;
