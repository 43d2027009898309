declare const LIVE_CHAT_VERSION: string | undefined;
declare const LIVE_CHAT_IS_SCRIPT: boolean | undefined;

/** The package version; the build inserts it from package.json. */
export const VERSION: string = typeof LIVE_CHAT_VERSION === "string" ? LIVE_CHAT_VERSION : "source";

/** Whether this is `live-chat.js`, whose lazy parts are a separate build. */
export const IS_SCRIPT: boolean = typeof LIVE_CHAT_IS_SCRIPT === "boolean" && LIVE_CHAT_IS_SCRIPT;
