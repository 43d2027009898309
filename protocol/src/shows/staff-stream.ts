/** A stream in the list that its staff see in the studio. (SPEC ST4) */
export interface StaffStream {
  streamId: string;
  /** What the staff of its channel call that; only for them. (SPEC CH6) */
  channelName?: string;
  ended: boolean;
  /** Number of viewers on all servers. */
  viewers: number;
  /** When the last entry was written, in ms since 1970; 0 for never. */
  lastAtMs: number;
  /** The newest message that was not removed. */
  lastMessage?: { nickname: string; message: string; timestamp: number };
}
