/** The table of notes on streams. Times are in ms since 1970. */
export interface ShowTables {
  minute_notes: {
    stream_id: string;
    /** The start of the minute. */
    at: number;
    node_id: string;
    viewers: number;
    held: number;
  };
}
