/** A stream as its staff choose it in the studio. (SPEC ST4) */
export interface StaffStream {
  streamId: string;
  ended: boolean;
  /** How many watch, over all servers. */
  viewers: number;
  /** When the last entry was written, in ms since 1970; 0 for never. */
  lastAtMs: number;
  /** The newest message that stands. */
  lastMessage?: { nickname: string; message: string; timestamp: number };
}
