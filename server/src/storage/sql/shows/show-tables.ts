/** The tables of what nodes note of streams. Times are in ms since 1970. */
export interface ShowTables {
  minute_notes: {
    stream_id: string;
    /** When the minute began. */
    at: number;
    node_id: string;
    viewers: number;
    held: number;
  };
}
