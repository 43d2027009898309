import type { Person } from "#protocol";

/** The steps of the text's size, as indexes of `texts.textSizes`. */
export type TextSize = 0 | 1 | 2 | 3;
/** In the order of `texts.readOutChoices`. */
export const ANNOUNCEMENTS = ["all", "mentions", "off"] as const;
export type HiddenPerson = Pick<Person, "userId" | "nickname">;

/** How a viewer wants chats to be shown, on this device. Never changed in place. */
export interface ViewerPreferences {
  readonly textSize: TextSize;
  /** Beside every message; the one that is pointed at tells its time anyway. */
  readonly showTimes: boolean;
  /** Who joins and who leaves. */
  readonly showNotices: boolean;
  /** Which messages a screen reader reads out as they come. */
  readonly announcements: (typeof ANNOUNCEMENTS)[number];
  /** Whose messages are left out; the latest last. */
  readonly hidden: readonly HiddenPerson[];
  readonly hiddenUserIds: ReadonlySet<string>;
}

/** Above this the longest hidden come back: what is kept is read on every page. */
const MAX_HIDDEN = 200;

export const DEFAULT_PREFERENCES: ViewerPreferences = {
  textSize: 1,
  showTimes: false,
  showNotices: true,
  announcements: "all",
  hidden: [],
  hiddenUserIds: new Set(),
};

/** Reads what was kept; whatever is not of the right form is as nobody had chosen it. */
export function parsePreferences(kept: string | undefined): ViewerPreferences {
  const { textSize, showTimes, showNotices, announcements, hidden } = parseObject(kept);
  const people = (Array.isArray(hidden) ? hidden : []).filter(isPerson).slice(-MAX_HIDDEN);
  return {
    textSize: isTextSize(textSize) ? textSize : DEFAULT_PREFERENCES.textSize,
    showTimes: showTimes === true,
    showNotices: showNotices !== false,
    announcements: ANNOUNCEMENTS.find((one) => one === announcements) ?? "all",
    hidden: people,
    hiddenUserIds: new Set(people.map(({ userId }) => userId)),
  };
}

function parseObject(json = "{}"): Record<string, unknown> {
  try {
    return Object(JSON.parse(json)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isTextSize(value: unknown): value is TextSize {
  return value === 0 || value === 1 || value === 2 || value === 3;
}

function isPerson(value: unknown): value is HiddenPerson {
  const { userId, nickname } = Object(value) as Record<string, unknown>;
  return typeof userId === "string" && typeof nickname === "string";
}
