/**
 * The short form (`LIVE_CHAT_PACKAGES=short`) builds an app of each framework once and has
 * people talk in it. The long form (`npm run test:packages`) also goes through development servers.
 */
export const LONG = process.env["LIVE_CHAT_PACKAGES"] !== "short";
