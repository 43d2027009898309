/** How long flushes may occupy the event loop. */
export const SLICE_MS = 4;
/** Number of connections between two checks of the clock. */
export const SLICE_CHECK = 32;
