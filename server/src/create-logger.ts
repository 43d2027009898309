import { pino, type Logger } from "pino";

/** A log on standard error: lines of JSON, or something for eyes in a terminal. */
export function createLogger(level: string): Logger {
  const options = { level, base: null };
  if (!process.stderr.isTTY) return pino(options, pino.destination(2));
  return pino({
    ...options,
    transport: { target: "pino-pretty", options: { destination: 2, translateTime: "HH:MM:ss" } },
  });
}
