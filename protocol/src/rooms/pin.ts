/** The pin above the messages. (SPEC MO9) */
export interface Pin {
  text: string;
  /** An https address. */
  link?: string;
  /** The pinned message, and its author. */
  messageId?: string;
  userId?: string;
  nickname?: string;
}
