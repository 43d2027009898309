import { pino, type Logger } from "pino";

/** A logger on standard error: JSON lines, or readable text in a terminal. */
export function createLogger(level: string): Logger {
  const options = { level, base: null };
  if (!process.stderr.isTTY) return pino(options, pino.destination(2));
  return pino({
    ...options,
    transport: { target: "pino-pretty", options: { destination: 2, translateTime: "HH:MM:ss" } },
  });
}
