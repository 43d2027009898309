/** The rules for everyone's messages in a room; absent means off. (SPEC MO6) */
export interface RoomMode {
  /** Minimum interval between two messages of one person in seconds, 1 to 3,600. */
  slowSeconds?: number;
  membersOnly?: true;
  /** How long people must be known here before they may write, in seconds, up to 30 days. */
  accountAgeSeconds?: number;
  emojiOnly?: true;
  noLinks?: true;
  /** No text may repeat one of the last minute in this room. */
  unique?: true;
  /** Only staff may write. */
  frozen?: true;
  /** The stream has ended: nobody may write, everybody can read. */
  ended?: true;
}

/** The settings of the shield. (SPEC MO7) */
export const SHIELD_MODE = {
  slowSeconds: 30,
  membersOnly: true,
  noLinks: true,
  unique: true,
} as const satisfies RoomMode;
