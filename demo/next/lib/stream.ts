/** Both pages show this stream's chat. */
export const STREAM_ID = "moon-jars";
