/** What a server holds while nobody is connected. */
export interface Census {
  /** Objects, active resources and listeners, by kind. */
  readonly counts: Readonly<Record<string, number>>;
  /** The heap and what hangs on it, after a garbage collection. */
  readonly heapBytes: number;
}

export interface Growth {
  kind: string;
  before: number;
  after: number;
}

/** One object left by every twentieth show is a leak. */
const LEAK_SHARE = 1 / 20;
/** What comes and goes by itself: a timer of a job, code that ran for the first time. */
const SLACK = 50;

/** Objects of a kind that an empty room holds, at most; how many rooms are kept, swings. */
const OF_A_ROOM = 12;

/** What a moderator leaves: their name is reserved in that show for 30 days. (SPEC ID7) */
const OF_A_MODERATOR: Readonly<Record<string, number>> = { maps: 1, sets: 1 };

/**
 * The kinds that grew with the number of shows between two censuses, apart from what rooms hold and
 * what so many new moderators leave.
 */
export function findLeaks(
  before: Census,
  after: Census,
  shows: number,
  moderators: number,
): Growth[] {
  const allowed = SLACK + shows * LEAK_SHARE;
  const newRooms = Math.max(0, (after.counts["rooms"] ?? 0) - (before.counts["rooms"] ?? 0));
  return listGrowth(before, after).filter(({ kind, before: few, after: many }) => {
    const ofRooms = kind === "rooms" ? 0 : newRooms * OF_A_ROOM;
    const ofModerators = moderators * (OF_A_MODERATOR[kind] ?? 0);
    return many - few > allowed + ofRooms + ofModerators;
  });
}

/** The counts of two censuses side by side. */
export function listGrowth(before: Census, after: Census): Growth[] {
  const kinds = new Set([...Object.keys(before.counts), ...Object.keys(after.counts)]);
  return [...kinds].map((kind) => ({
    kind,
    before: before.counts[kind] ?? 0,
    after: after.counts[kind] ?? 0,
  }));
}
