declare const LIVE_CHAT_VERSION: string | undefined;
declare const LIVE_CHAT_IS_SCRIPT: boolean | undefined;

/** Of this package; the build puts it in from package.json. */
export const VERSION: string = typeof LIVE_CHAT_VERSION === "string" ? LIVE_CHAT_VERSION : "source";

/** Whether this is `live-chat.js`, whose lazy parts are a build of their own. */
export const IS_SCRIPT: boolean = typeof LIVE_CHAT_IS_SCRIPT === "boolean" && LIVE_CHAT_IS_SCRIPT;
