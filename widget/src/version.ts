declare const LIVE_CHAT_VERSION: string | undefined;

/** Of this package; the build puts it in from package.json. */
export const VERSION: string = typeof LIVE_CHAT_VERSION === "string" ? LIVE_CHAT_VERSION : "source";
