import { BINARY } from "./client-frame.ts";
import type { Dialect } from "./dialect.ts";
import { readMarks } from "./mark.ts";
import { asChatMessage } from "./plain-dialect.ts";

const SUBJECT = "chat";

/** The NATS protocol, over a WebSocket. A viewer has joined when its first PING is answered. */
export const NATS: Dialect = {
  path: "/",
  opcode: BINARY,
  greet: (line) =>
    line.say(`CONNECT {"verbose":false,"echo":true}\r\nSUB ${SUBJECT} 1\r\nPING\r\n`),
  hear: (payload, nowMs) =>
    payload.includes("MSG ")
      ? { kind: "messages", marks: readMarks(payload, nowMs) }
      : { kind: "control", text: payload.toString("latin1", 0, 400) },
  answer: (control, line) => {
    if (control.includes("-ERR")) throw new Error(control);
    if (control.includes("PONG")) line.joined();
    if (control.includes("PING")) line.say("PONG\r\n");
  },
  message: (text) => {
    const body = asChatMessage(text);
    return `PUB ${SUBJECT} ${Buffer.byteLength(body)}\r\n${body}\r\n`;
  },
};
