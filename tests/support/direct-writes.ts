/**
 * Which of the two ways to write servers of a test take. Tests of fan-out run on both;
 * `CHAT_DIRECT_WRITES=off npx vitest run` takes the plain one everywhere.
 */
export const DIRECT_WRITES = process.env["CHAT_DIRECT_WRITES"] !== "off";
