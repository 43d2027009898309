/** How long flushes may keep the event loop to themselves. */
export const SLICE_MS = 4;
/** After how many connections one looks at the clock. */
export const SLICE_CHECK = 32;
