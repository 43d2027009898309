import type { JoinRoom } from "#protocol";
import { TEXT } from "./client-frame.ts";
import type { Dialect, Heard, Line } from "./dialect.ts";
import { readSpan } from "./entries-span.ts";
import { readMarks } from "./mark.ts";
import { ROOM } from "./rooms.ts";

interface Words {
  /** The event that joins, with its payload; its ack, if it has one, tells how it went. */
  join(line: Line): readonly [event: string, payload?: unknown];
  /** What the handshake carries; a join in it is answered by the event `joined`. (SPEC JR10) */
  auth?(line: Line): object;
  /** The event that sends a text to everyone in a room. */
  send(text: string, room: string): readonly [event: string, payload: unknown];
}

const JOIN_ACK = "430";
const JOINED = Buffer.from('42["joined"');
const JOINING = Buffer.from('42["joining"');
/** An answer is as long as the history is; what matters stands at its beginning. */
const CONTROL_LENGTH = 400;

/** Speaks Socket.IO 4: answers pings, ignores acks, counts events. */
function socketIoDialect({ join, auth, send }: Words): Dialect {
  const enter = (line: Line) => line.say(`420${JSON.stringify(join(line))}`);
  return {
    path: "/socket.io/?EIO=4&transport=websocket",
    opcode: TEXT,
    greet: () => undefined,
    hear: (payload, nowMs): Heard =>
      payload[0] === 0x34 &&
      payload[1] === 0x32 &&
      !startsWith(payload, JOINED) &&
      !startsWith(payload, JOINING)
        ? { kind: "messages", marks: readMarks(payload, nowMs) }
        : { kind: "control", text: payload.toString("latin1", 0, CONTROL_LENGTH) },
    answer: (control, line) => {
      if (control === "2") line.say("3");
      else if (control.startsWith("0")) line.say(auth ? `40${JSON.stringify(auth(line))}` : "40");
      else if (control.startsWith("40")) {
        if (!auth) enter(line);
      } else if (control.startsWith('42["joined"')) settleJoin(control, line, enter);
      else if (control.startsWith(JOIN_ACK)) settleJoin(control, line, enter);
    },
    message: (text, room) => `42${JSON.stringify(send(text, room))}`,
  };
}

function startsWith(payload: Buffer, start: Buffer): boolean {
  return (
    payload.length > start.length && payload.compare(start, 0, start.length, 0, start.length) === 0
  );
}

/** A server may tell a part of a crowd to join a little later. */
function settleJoin(ack: string, line: Line, enter: (line: Line) => void): void {
  if (!/^(430\[|42\["joined",\{"streamId":"[^"]*","answer":)\{"ok":false/.test(ack))
    return line.joined();
  const retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(ack)?.[1]);
  if (Number.isNaN(retryAfterMs)) throw new Error(`joining was refused: ${ack}`);
  setTimeout(() => enter(line), retryAfterMs);
}

/** The first viewers have names, and write; where there are many rooms, all. */
export const WRITERS = 250;

function liveChatJoin({ index, room }: Line): JoinRoom {
  return {
    streamId: room,
    wants: ["entries"],
    ...((index < WRITERS || room !== ROOM) && { user: { nickname: `시청자 ${index}` } }),
  };
}

/** A live-chat server's words, of viewers who join with the handshake like the widget. */
export const LIVE_CHAT = socketIoDialect({
  auth: (line) => ({ joins: [liveChatJoin(line)] }),
  join: (line) => ["join-room", liveChatJoin(line)],
  send: (message, streamId) => ["send-message", { streamId, message }],
});

/** The same for messages as people write them, which are counted. */
export const LIVE_CHAT_UNMARKED: Dialect = {
  ...LIVE_CHAT,
  unmarked: true,
  hear: (payload, nowMs) => {
    const heard = LIVE_CHAT.hear(payload, nowMs);
    if (heard.kind === "control") return heard;
    const { first = 1, last = 0 } = readSpan(payload.toString()) ?? {};
    const mark = { sentAtMs: nowMs, number: 0 };
    return { kind: "messages", marks: Array.from({ length: last - first + 1 }, () => mark) };
  },
};

/** Those of a server as tutorials build it. */
export const STOCK_SOCKET_IO = socketIoDialect({
  join: ({ room }) => ["join", room],
  send: (text) => ["chat message", text],
});
