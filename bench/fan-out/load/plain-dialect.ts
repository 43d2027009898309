import { TEXT } from "./client-frame.ts";
import type { Dialect } from "./dialect.ts";
import { readMarks } from "./mark.ts";

/** A WebSocket whose frames are messages, for servers that broadcast what they receive. */
function plainDialect(path: string, wrap: (text: string) => string): Dialect {
  return {
    path,
    opcode: TEXT,
    greet: (line) => line.joined(),
    hear: (payload, nowMs) => ({ kind: "messages", marks: readMarks(payload, nowMs) }),
    answer: () => undefined,
    message: wrap,
  };
}

/** A chat message as a server without its own format would send it. */
export function asChatMessage(text: string): string {
  return JSON.stringify({
    id: "01JD3Y6V0N8Q",
    userId: "guest:Zx81kQ",
    nickname: "시청자 1",
    message: text,
    timestamp: Date.now(),
  });
}

export const BARE_WS = plainDialect("/", (text) => text);
export const NCHAN = plainDialect("/chat", asChatMessage);
