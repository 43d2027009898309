/**
 * The rules of a room that are on or off, in the order of the panel.
 *
 * `frozen`: only staff may write. `unique`: no text may repeat one of the last minute in this room.
 * `ended`: nobody may write, everybody can read.
 */
export const ROOM_SWITCHES = [
  "frozen",
  "membersOnly",
  "emojiOnly",
  "noLinks",
  "unique",
  "ended",
] as const;
export type RoomSwitch = (typeof ROOM_SWITCHES)[number];

/** The rules for everyone's messages in a room; absent means off. (SPEC MO6) */
export interface RoomMode extends Partial<Record<RoomSwitch, true>> {
  /** Minimum interval between two messages of one person in seconds, 1 to 3,600. */
  slowSeconds?: number;
  /** How long people must be known here before they may write, in seconds, up to 30 days. */
  accountAgeSeconds?: number;
}

/** The same made for each of them by its name. */
export function forEachSwitch<T>(make: (name: RoomSwitch) => T): Record<RoomSwitch, T> {
  return Object.fromEntries(ROOM_SWITCHES.map((name) => [name, make(name)])) as Record<
    RoomSwitch,
    T
  >;
}

/** The settings of the shield. (SPEC MO7) */
export const SHIELD_MODE = {
  slowSeconds: 30,
  membersOnly: true,
  noLinks: true,
  unique: true,
} as const satisfies RoomMode;
