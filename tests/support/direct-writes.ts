/**
 * Which writer the servers of a test use. Fan-out tests run on both; `CHAT_DIRECT_WRITES=off npx
 * vitest run` uses the plain one everywhere.
 */
export const DIRECT_WRITES = process.env["CHAT_DIRECT_WRITES"] !== "off";
