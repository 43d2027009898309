import type { Person } from "#protocol";

/** Text sizes, as indexes of `texts.textSizes`. */
export type TextSize = 0 | 1 | 2 | 3;
/** In the order of `texts.readOutChoices`. */
export const ANNOUNCEMENTS = ["all", "mentions", "off"] as const;
export type HiddenPerson = Pick<Person, "userId" | "nickname">;

/** A viewer's preferences on this device. Immutable. */
export interface ViewerPreferences {
  readonly textSize: TextSize;
  /** Next to every message; the hovered message always shows its time. */
  readonly showTimes: boolean;
  /** Joins and leaves. */
  readonly showNotices: boolean;
  /** Which new messages are announced to screen readers. */
  readonly announcements: (typeof ANNOUNCEMENTS)[number];
  /** People whose messages are hidden; the latest last. */
  readonly hidden: readonly HiddenPerson[];
  readonly hiddenUserIds: ReadonlySet<string>;
}

/** Above this number, the longest hidden people reappear: the list is read on every page. */
const MAX_HIDDEN = 200;

export const DEFAULT_PREFERENCES: ViewerPreferences = {
  textSize: 1,
  showTimes: false,
  showNotices: true,
  announcements: "all",
  hidden: [],
  hiddenUserIds: new Set(),
};

/** Parses stored preferences; invalid parts get their defaults. */
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
