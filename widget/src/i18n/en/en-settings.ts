/** In the settings, and loaded with them. */
export const enSettings = {
  textSize: "Text size",
  textSizes: ["Small", "Medium", "Large", "Very large"],
  /** Shown in each of the sizes. */
  letter: "A",
  showTimes: "Times",
  showNotices: "Who joins and leaves",
  /** Of what a screen reader reads out; the names go with the choices of `ANNOUNCEMENTS`. */
  readOut: "Messages read out",
  readOutChoices: ["All", "Only mentions of me", "None"],
  hiddenPeople: "Hidden people",
  showAgain: "Show again",
  popOut: "Open in a window",
};

export type SettingsTexts = typeof enSettings;
