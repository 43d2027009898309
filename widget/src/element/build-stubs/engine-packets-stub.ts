/*
 * Replaces engine.io-parser's packets in the script files: ours are text only, as nobody sends binary
 * data. Binary data is a parse error, and the library then closes.
 */
interface EnginePacket {
  readonly type: string;
  readonly data?: string;
}

/** By the digit that stands for each on the wire. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const FIRST_DIGIT = 48;

export function encodePacket<T>(
  { type, data }: EnginePacket,
  _supportsBinary: boolean,
  done: (encoded: string) => T,
): T {
  return done(TYPES.indexOf(type) + (data ?? ""));
}

/** Only for WebTransport, which is left out. */
export const encodePacketToBinary = undefined;

export function decodePacket(packet: unknown): EnginePacket {
  const text = typeof packet === "string" ? packet : "";
  const type = TYPES[text.charCodeAt(0) - FIRST_DIGIT];
  if (!type) return { type: "error", data: "parser error" };
  return text.length > 1 ? { type, data: text.slice(1) } : { type };
}
