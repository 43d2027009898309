/** What stands above the messages. (SPEC MO9) */
export interface Pin {
  text: string;
  /** An https address. */
  link?: string;
  /** The message that was pinned, and who wrote it. */
  messageId?: string;
  userId?: string;
  nickname?: string;
}
