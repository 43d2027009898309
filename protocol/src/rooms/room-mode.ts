/** What holds for everyone's writing in a room; what is not there is off. (SPEC MO6) */
export interface RoomMode {
  /** Seconds between two messages of one person, 1 to 3,600. */
  slowSeconds?: number;
  membersOnly?: true;
  /** How long one must be known here before one may write, in seconds, up to 30 days. */
  accountAgeSeconds?: number;
  emojiOnly?: true;
  noLinks?: true;
  /** No text that was written in this room within the last minute. */
  unique?: true;
  /** Only staff write. */
  frozen?: true;
  /** The stream is over: nobody writes, everybody reads. */
  ended?: true;
}

/** What the shield sets. (SPEC MO7) */
export const SHIELD_MODE = {
  slowSeconds: 30,
  membersOnly: true,
  noLinks: true,
  unique: true,
} as const satisfies RoomMode;
