/**
 * Which of the two ways to write servers of a test take. Every test passes on both:
 * `CHAT_DIRECT_WRITES=off npx vitest run` tries the plain one.
 */
export const DIRECT_WRITES = process.env["CHAT_DIRECT_WRITES"] !== "off";
